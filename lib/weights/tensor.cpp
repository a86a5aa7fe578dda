#include "weights/tensor.h"

namespace weights {

std::optional<std::int64_t> value_count(const std::vector<std::int64_t>& shape) {
  bool empty = false;
  std::int64_t count = 1;
  for (const std::int64_t size : shape) {
    if (size < 0 || size > kMaxValues) return std::nullopt;
    empty |= size == 0;
    if (!empty) count *= size;
    if (count > kMaxValues) return std::nullopt;
  }
  return empty ? 0 : count;
}

std::string shape_text(const std::vector<std::int64_t>& shape) {
  constexpr std::size_t kMaxShown = 8;
  std::string text;
  for (std::size_t i = 0; i < shape.size() && i < kMaxShown; ++i) {
    text += (text.empty() ? "" : "×") + std::to_string(shape[i]);
  }
  if (shape.size() > kMaxShown) text += "×…";
  return text.empty() ? "scalar" : text;
}

std::string shown_name(std::string_view name) {
  constexpr std::size_t kMaxShown = 80;
  std::string text = "'";
  for (const char c : name.substr(0, kMaxShown)) text += c >= ' ' && c <= '~' ? c : '?';
  return text + (name.size() > kMaxShown ? "…'" : "'");
}

}  // namespace weights
