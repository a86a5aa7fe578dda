#include "curate/privacy/plain_text.h"

#include <algorithm>
#include <cstdint>

#include "base/text.h"

namespace curate {
namespace {

// U+00C0 to U+00FF.
constexpr std::string_view kLatin = "AAAAAAACEEEEIIIIDNOOOOOxOUUUUYPsaaaaaaaceeeeiiiidnooooo/ouuuuypy";

struct CodePoint {
  std::uint32_t value;
  std::size_t bytes;
};

// Of broken text: one byte that is left out.
CodePoint code_point_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? std::uint32_t{static_cast<unsigned char>(text[i])} : 0U;
  };
  const std::uint32_t first = byte(at);
  const auto more = [&](std::size_t i) { return byte(at + i) & 0x3FU; };
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first < 0xE0) return {((first & 0x1FU) << 6) | more(1), 2};
  if (first >= 0xE0 && first < 0xF0) return {((first & 0x0FU) << 12) | (more(1) << 6) | more(2), 3};
  return {0xFFFD, 1};
}

char ascii_of(std::uint32_t c) {
  if (c < 0x20 || c == 0x7F || c == 0xA0) return ' ';
  if (c < 0x7F) return static_cast<char>(c);
  if (c >= 0xC0 && c <= 0xFF) return kLatin[c - 0xC0];
  switch (c) {
    case 0xA5:  // yen, which readers take Y for
      return 'Y';
    case 0xB0:
      return '*';
    case 0x2010:
    case 0x2012:
    case 0x2013:
    case 0x2014:
      return '-';
    case 0x2018:
    case 0x2019:
      return '\'';
    case 0x201C:
    case 0x201D:
      return '"';
    default:
      return '\0';
  }
}

char digit_of(char c) {
  constexpr std::string_view kLetters = "OoQIl|ZSB";
  constexpr std::string_view kDigits = "000111258";
  const std::size_t at = kLetters.find(c);
  return at == std::string_view::npos ? c : kDigits[at];
}

void make_digits(std::string& group) {
  std::string digits = group;
  std::ranges::transform(digits, digits.begin(), digit_of);
  const std::size_t before = count_digits(group);
  if (count_digits(digits) == group.size() && before * 2 >= group.size()) group = digits;
}

}  // namespace

std::string plain_text(std::string_view utf8) {
  std::string plain;
  for (std::size_t at = 0; at < utf8.size();) {
    const CodePoint point = code_point_at(utf8, at);
    at += point.bytes;
    const char c = ascii_of(point.value);
    if (c == '\0' || (c == ' ' && (plain.empty() || plain.back() == ' '))) continue;
    plain += c;
  }
  if (!plain.empty() && plain.back() == ' ') plain.pop_back();
  return plain;
}

std::vector<Word> words_of(std::string_view plain) {
  std::vector<Word> words;
  std::size_t start = 0;
  while (start < plain.size()) {
    const std::size_t end = std::min(plain.find_first_of(" _", start), plain.size());
    std::string text(plain.substr(start, end - start));
    start = end + 1;
    const auto is_inner = [](char c) { return is_letter(c) || is_digit(c); };
    const auto first = std::ranges::find_if(text, is_inner);
    if (first == text.end()) continue;
    auto last = text.end();
    while (!is_inner(*std::prev(last))) --last;
    std::string upper = base::lower(std::string(first, last));
    std::ranges::transform(upper, upper.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 32) : c; });
    words.push_back({std::move(text), std::move(upper)});
  }
  return words;
}

std::vector<std::string> letters_of(std::string_view upper) {
  std::vector<std::string> parts(1);
  for (const char c : upper) {
    if (is_letter(c)) {
      parts.back() += c;
    } else if (!parts.back().empty()) {
      parts.emplace_back();
    }
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

std::string with_digits(std::string_view plain) {
  std::string made;
  std::string group;
  const auto end_group = [&] {
    make_digits(group);
    made += group;
    group.clear();
  };
  for (const char c : plain) {
    if (is_letter(c) || is_digit(c) || c == '|') {
      group += c;
    } else {
      end_group();
      made += c;
    }
  }
  end_group();
  return made;
}

std::size_t count_digits(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, is_digit));
}

std::size_t count_letters(std::string_view text) {
  return static_cast<std::size_t>(std::ranges::count_if(text, is_letter));
}

bool is_almost(std::string_view a, std::string_view b) {
  if (a.size() < b.size()) std::swap(a, b);
  if (a.size() - b.size() > 1) return false;
  const auto [first_a, first_b] = std::ranges::mismatch(a, b);
  const std::string_view rest_a(first_a, a.end());
  const std::string_view rest_b(first_b, b.end());
  if (rest_a.empty()) return true;
  return a.size() == b.size() ? rest_a.substr(1) == rest_b.substr(1) : rest_a.substr(1) == rest_b;
}

}  // namespace curate
