#include "manifest/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace manifest {
namespace {

constexpr std::size_t kMaxShown = 60;

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

std::string cited(std::string_view text) {
  if (text.size() <= kMaxShown) return fmt::format("'{}'", text);
  std::size_t end = kMaxShown;
  while (end > 0 && (byte_at(text, end) & 0xC0) == 0x80) --end;
  return fmt::format("'{}…'", text.substr(0, end));
}

}  // namespace manifest
