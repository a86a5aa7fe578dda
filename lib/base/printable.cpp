#include "base/printable.h"

#include <fmt/format.h>
#include <utf8proc.h>

#include <cstdint>
#include <iterator>

namespace base {
namespace {

struct Decoded {
  std::int32_t code = -1;  ///< -1: a byte that is not UTF-8
  std::size_t bytes = 1;
};

// The first character of a text that is not empty.
Decoded decoded(std::string_view text) {
  Decoded found;
  const auto size = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                     static_cast<utf8proc_ssize_t>(text.size()), &found.code);
  if (size <= 0) return {};
  found.bytes = static_cast<std::size_t>(size);
  return found;
}

// Signs of numbers and other marks that enclose what follows: the only visible ones of category Cf.
bool is_visible_format(std::int32_t code) {
  return (code >= 0x600 && code <= 0x605) || code == 0x6dd || code == 0x70f || (code >= 0x890 && code <= 0x891) ||
         code == 0x8e2 || code == 0x110bd || code == 0x110cd;
}

bool is_joiner(std::int32_t code) { return code == 0x200c || code == 0x200d; }

bool is_hidden(std::int32_t code) {
  switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
      return true;
    case UTF8PROC_CATEGORY_CF:
      return !is_visible_format(code) && !is_joiner(code);
    default:
      return false;
  }
}

// Most text has nothing else.
bool is_plain(char c) { return c >= ' ' && c <= '~'; }

std::size_t plain_beginning(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && is_plain(text[end])) ++end;
  return end;
}

// `escape(code, byte, out)` appends a character that is not shown; `kept` are those that stay, hidden or not.
template <typename Escape>
std::string escaped(std::string_view text, std::string_view kept, const Escape& escape) {
  std::string out;
  out.reserve(text.size());
  while (!text.empty()) {
    const std::size_t plain = plain_beginning(text);
    out += text.substr(0, plain);
    text.remove_prefix(plain);
    if (text.empty()) break;
    const Decoded c = decoded(text);
    if (kept.find(text.front()) != std::string_view::npos || (c.code >= 0 && !is_hidden(c.code))) {
      out += text.substr(0, c.bytes);
    } else {
      escape(c.code, static_cast<unsigned char>(text.front()), out);
    }
    text.remove_prefix(c.bytes);
  }
  return out;
}

void escape_for_terminal(std::int32_t code, unsigned byte, std::string& out) {
  if (code < 0x80) {  // a byte of its own, or none of UTF-8
    fmt::format_to(std::back_inserter(out), "\\x{:02x}", byte);
  } else if (code <= 0xffff) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
  } else {
    fmt::format_to(std::back_inserter(out), "\\U{:08x}", code);
  }
}

void escape_for_json(std::int32_t code, unsigned /*byte*/, std::string& out) {
  if (code < 0) {
    out += "\\ufffd";
  } else if (code <= 0xffff) {
    fmt::format_to(std::back_inserter(out), "\\u{:04x}", code);
  } else {
    const std::int32_t rest = code - 0x10000;
    fmt::format_to(std::back_inserter(out), "\\u{:04x}\\u{:04x}", 0xd800 + (rest >> 10), 0xdc00 + (rest & 0x3ff));
  }
}

}  // namespace

std::string printable(std::string_view text) { return escaped(text, "", escape_for_terminal); }

std::string printable_lines(std::string_view text) { return escaped(text, "\n\t", escape_for_terminal); }

std::string printable_json(std::string_view json) { return escaped(json, "\n\t", escape_for_json); }

}  // namespace base
