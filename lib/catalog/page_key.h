#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "store/database.h"

/// Inside this layer: where a page of a listing ended, as text that can be handed around.
namespace catalog {

struct Blob {
  std::string bytes;
  bool operator==(const Blob&) const = default;
};
/// A value that a page can be sorted by.
using KeyValue = std::variant<std::int64_t, std::string, Blob>;

/// `type` is an index of KeyValue's alternatives.
KeyValue read_key(const store::Statement& row, int column, std::size_t type);
void bind_key(store::Statement& statement, const KeyValue& value);

/// "t:covid,t:clip-12,i:7": letters, digits, '-', '_' and '.' as they are, other bytes as %xx.
std::string write_page_key(const std::vector<KeyValue>& values);
/// The inverse. Throws InvalidInput for any other text.
std::vector<KeyValue> parse_page_key(std::string_view text);
/// Throws InvalidInput: `text` belongs to another listing, or to none.
[[noreturn]] void throw_no_page_key(std::string_view text);

}  // namespace catalog
