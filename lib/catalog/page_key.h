#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "store/database.h"

/// Internal to this layer: where a page of a listing ended, as text.
namespace catalog {

struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};
/// A value that listings are sorted by.
using KeyValue = std::variant<std::int64_t, std::string, Blob>;

/// `type` is an index of KeyValue's alternatives.
KeyValue read_key(const store::Statement& row, int column, std::size_t type);
void bind_key(store::Statement& statement, const KeyValue& value);

/// "t:covid,t:clip-12,i:7": letters, digits, '-', '_' and '.' unchanged, other bytes as %xx.
std::string write_page_key(const std::vector<KeyValue>& values);
/// The inverse. Throws InvalidInput for any other text.
std::vector<KeyValue> parse_page_key(std::string_view text);
/// Throws InvalidInput: `text` is invalid, or belongs to another listing.
[[noreturn]] void throw_no_page_key(std::string_view text);

}  // namespace catalog
