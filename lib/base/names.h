#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace base {

/// The names of an enum's values in messages and files.
template <typename Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

/// names<Colour>({{Colour::Red, "red"}, {Colour::Green, "green"}})
template <typename Enum, std::size_t N>
constexpr Names<Enum, N> names(const std::pair<Enum, std::string_view> (&pairs)[N]) {
  return std::to_array(pairs);
}

/// The name of a value; empty if it is not in the table.
template <typename Enum, std::size_t N>
constexpr std::string_view name_of(const Names<Enum, N>& table, Enum value) {
  for (const auto& [one, name] : table) {
    if (one == value) return name;
  }
  return {};
}

/// The value with this name; nothing if there is none.
template <typename Enum, std::size_t N>
constexpr std::optional<Enum> value_of(const Names<Enum, N>& table, std::string_view text) {
  for (const auto& [value, name] : table) {
    if (name == text) return value;
  }
  return std::nullopt;
}

}  // namespace base
