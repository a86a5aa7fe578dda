#include "catalog/page_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "base/url.h"

namespace catalog {
namespace {

bool plain(char c) { return base::is_alphanumeric(c) || c == '-' || c == '_' || c == '.'; }

std::string escaped(std::string_view bytes) {
  std::string text;
  for (const char c : bytes) {
    if (plain(c)) {
      text += c;
    } else {
      text += fmt::format("%{:02x}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
  }
  return text;
}

std::optional<std::string> unescaped(std::string_view text) {
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (plain(text[i])) {
      bytes += text[i];
      continue;
    }
    const std::optional<char> byte = base::encoded_byte(text, i);
    if (!byte) return std::nullopt;
    bytes += *byte;
    i += 2;
  }
  return bytes;
}

std::optional<KeyValue> parse_value(std::string_view text) {
  if (text.size() < 2 || text[1] != ':') return std::nullopt;
  const std::string_view rest = text.substr(2);
  if (text[0] == 'i') {
    std::int64_t value = 0;
    const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), value);
    if (result.ec != std::errc{} || result.ptr != rest.data() + rest.size()) return std::nullopt;
    return value;
  }
  const auto bytes = unescaped(rest);
  if (!bytes) return std::nullopt;
  if (text[0] == 't') return *bytes;
  if (text[0] == 'b') return Blob{*bytes};
  return std::nullopt;
}

}  // namespace

KeyValue read_key(const store::Statement& row, int column, std::size_t type) {
  if (type == 0) return row.integer(column);
  if (type == 1) return row.text(column);
  return Blob{row.text(column)};
}

void bind_key(store::Statement& statement, const KeyValue& value) {
  if (const auto* number = std::get_if<std::int64_t>(&value)) {
    statement.bind(*number);
  } else if (const auto* text = std::get_if<std::string>(&value)) {
    statement.bind(std::string_view(*text));
  } else {
    statement.bind_blob(std::get<Blob>(value).bytes);
  }
}

std::string write_page_key(const std::vector<KeyValue>& values) {
  std::string text;
  for (const KeyValue& value : values) {
    if (!text.empty()) text += ',';
    if (const auto* number = std::get_if<std::int64_t>(&value)) {
      text += fmt::format("i:{}", *number);
    } else if (const auto* words = std::get_if<std::string>(&value)) {
      text += "t:" + escaped(*words);
    } else {
      text += "b:" + escaped(std::get<Blob>(value).bytes);
    }
  }
  return text;
}

std::vector<KeyValue> parse_page_key(std::string_view text) {
  std::vector<KeyValue> values;
  for (std::size_t start = 0; start <= text.size();) {
    const std::size_t end = std::min(text.find(',', start), text.size());
    const auto value = parse_value(text.substr(start, end - start));
    if (!value) throw_no_page_key(text);
    values.push_back(*value);
    start = end + 1;
  }
  return values;
}

void throw_no_page_key(std::string_view text) {
  throw base::Error(
      base::Code::InvalidInput,
      fmt::format(
          "invalid value '{}' for --after; use the 'next' value of the previous page, with the same kind and --sort",
          text.substr(0, 200)));
}

}  // namespace catalog
