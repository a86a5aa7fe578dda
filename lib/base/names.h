#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace base {

/// What the values of an enum are called where people and files see them.
template <typename Enum, std::size_t N>
using Names = std::array<std::pair<Enum, std::string_view>, N>;

/// names<Colour>({{Colour::Red, "red"}, {Colour::Green, "green"}})
template <typename Enum, std::size_t N>
constexpr Names<Enum, N> names(const std::pair<Enum, std::string_view> (&pairs)[N]) {
  return std::to_array(pairs);
}

/// Empty where the table does not have the value.
template <typename Enum, std::size_t N>
constexpr std::string_view name_of(const Names<Enum, N>& table, Enum value) {
  for (const auto& [one, name] : table) {
    if (one == value) return name;
  }
  return {};
}

/// Nothing where no value is called so.
template <typename Enum, std::size_t N>
constexpr std::optional<Enum> value_of(const Names<Enum, N>& table, std::string_view text) {
  for (const auto& [value, name] : table) {
    if (name == text) return value;
  }
  return std::nullopt;
}

}  // namespace base
