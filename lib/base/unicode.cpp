#include "base/unicode.h"

#include <utf8proc.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <optional>
#include <utility>

#include "base/text.h"

namespace base {
namespace {

struct Character {
  std::size_t bytes = 1;
  int width = 1;
};

// The first character of a text that is not empty.
Character first_of(std::string_view text) {
  utf8proc_int32_t code = 0;
  const utf8proc_ssize_t size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                                 static_cast<utf8proc_ssize_t>(text.size()), &code);
  if (size <= 0) return {};
  return {static_cast<std::size_t>(size), utf8proc_charwidth(code)};
}

// Bytes of the longest beginning in `width` columns.
std::size_t beginning(std::string_view text, int width) {
  std::size_t at = 0;
  while (at < text.size()) {
    const Character next = first_of(text.substr(at));
    if (next.width > width) break;
    width -= next.width;
    at += next.bytes;
  }
  return at;
}

// Where the longest end in `width` columns starts.
std::size_t ending(std::string_view text, int width) {
  std::size_t at = 0;
  for (int left = display_width(text); left > width && at < text.size();) {
    const Character next = first_of(text.substr(at));
    left -= next.width;
    at += next.bytes;
  }
  return at;
}

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

// Nothing for text that is not UTF-8. `flags`: of utf8proc_option_t.
std::optional<std::string> mapped(std::string_view text, int flags) {
  utf8proc_uint8_t* made = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &made, static_cast<utf8proc_option_t>(flags));
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
  if (size < 0) return std::nullopt;
  return std::string(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
}

}  // namespace

std::string nfc(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE).value_or(std::string(text));
}

std::string case_folded(std::string_view text) {
  if (is_ascii(text)) return lower(text);
  const int fold = UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE;
  return mapped(text, fold).value_or(lower(text));
}

int display_width(std::string_view text) {
  int width = 0;
  while (!text.empty()) {
    const Character next = first_of(text);
    width += next.width;
    text.remove_prefix(next.bytes);
  }
  return width;
}

std::string shortened(std::string_view text, int width, bool middle) {
  if (display_width(text) <= width) return std::string(text);
  const int kept = std::max(0, width - 1);
  const int last = middle ? kept / 2 : 0;
  return std::string(text.substr(0, beginning(text, kept - last))) + "…" + std::string(text.substr(ending(text, last)));
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines;
  std::string line;
  const auto end_line = [&] {
    if (!line.empty()) lines.push_back(std::exchange(line, {}));
  };
  while (!text.empty()) {
    if (text.starts_with("\n\n")) {
      end_line();
      lines.emplace_back();
    }
    const std::size_t start = std::min(text.find_first_not_of(" \n"), text.size());
    text.remove_prefix(start);
    const std::string_view word = text.substr(0, text.find_first_of(" \n"));
    text.remove_prefix(word.size());
    if (word.empty()) continue;
    if (!line.empty() && display_width(line) + 1 + display_width(word) > width) end_line();
    if (!line.empty()) line += ' ';
    line += word;
  }
  end_line();
  return lines;
}

}  // namespace base
