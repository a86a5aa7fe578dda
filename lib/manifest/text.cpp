#include "manifest/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "base/text.h"

namespace manifest {
namespace {

constexpr std::size_t kMaxShown = 60;
constexpr std::size_t kMaxComparedBytes = 64;
constexpr std::size_t kMaxCandidates = 1000;

unsigned char byte_at(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

// Number of bytes of the code point at `i`; 0 if it is not UTF-8: a wrong or missing continuation byte, an overlong
// form, a surrogate, or beyond U+10FFFF.
std::size_t sequence_length(std::string_view text, std::size_t i) {
  const unsigned char lead = byte_at(text, i);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  if (lead < 0xC2 || lead > 0xF4 || i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k) {
    if ((byte_at(text, i + k) & 0xC0) != 0x80) return 0;
  }
  const unsigned char second = byte_at(text, i + 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool surrogate = lead == 0xED && second > 0x9F;
  const bool beyond = lead == 0xF4 && second > 0x8F;
  return overlong || surrogate || beyond ? 0 : length;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t substituted = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, substituted});
    }
  }
  return row.back();
}

}  // namespace

std::optional<BadByte> find_bad_byte(std::string_view text) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return BadByte{0, "the file is in UTF-16; save it as UTF-8"};
  }
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = sequence_length(text, i);
    if (length == 0) return BadByte{i, "not UTF-8; save the file as UTF-8"};
    const unsigned char c = byte_at(text, i);
    if (c == 0) return BadByte{i, "zero byte; the file may be in UTF-16: save it as UTF-8"};
    const bool c1 = c == 0xC2 && byte_at(text, i + 1) < 0xA0;
    if ((c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c == 0x7F || c1) {
      return BadByte{i, "control character; remove it"};
    }
    if (length == 3 && (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF")) {
      return BadByte{i, "not a Unicode character; remove it"};
    }
    i += length;
  }
  return std::nullopt;
}

std::optional<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates) {
  if (word.size() > kMaxComparedBytes || candidates.size() > kMaxCandidates) return std::nullopt;
  const std::string small = base::lower(word);
  const std::size_t most = std::max<std::size_t>(1, (word.size() + 1) / 3);
  std::size_t best = most + 1;
  std::optional<std::string> found;
  for (const std::string& candidate : candidates) {
    const std::size_t d = distance(small, base::lower(candidate));
    if (d < best && !candidate.empty()) {
      best = d;
      found = candidate;
    }
  }
  if (found) return found;
  // The only candidate that starts with the word: 'covid' for 'covid-19'.
  constexpr std::size_t kMinBytes = 3;
  const auto begins = [&](const std::string& candidate) { return base::lower(candidate).starts_with(small); };
  if (word.size() < kMinBytes || std::ranges::count_if(candidates, begins) != 1) return std::nullopt;
  return *std::ranges::find_if(candidates, begins);
}

std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates) {
  const auto found = nearest(word, candidates);
  return found ? fmt::format("; did you mean '{}'?", *found) : "";
}

std::string cited(std::string_view text) {
  if (text.size() <= kMaxShown) return fmt::format("'{}'", text);
  std::size_t end = kMaxShown;
  while (end > 0 && (byte_at(text, end) & 0xC0) == 0x80) --end;
  return fmt::format("'{}…'", text.substr(0, end));
}

}  // namespace manifest
