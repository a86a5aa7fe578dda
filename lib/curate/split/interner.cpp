#include "curate/split/interner.h"

#include <algorithm>
#include <array>
#include <functional>

namespace curate {

Interner::Interner(std::size_t expected) {
  std::size_t slots = 64;
  while (slots < 2 * expected) slots *= 2;
  slots_.resize(slots);
  texts_.reserve(expected);
}

std::uint64_t Interner::hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

std::uint32_t Interner::find_or_add(std::string_view text, std::uint64_t hash) {
  if (2 * texts_.size() >= slots_.size()) grow();
  const auto mark = static_cast<std::uint32_t>(hash >> 32);
  std::size_t at = hash & (slots_.size() - 1);
  for (; slots_[at].next != 0; at = (at + 1) & (slots_.size() - 1)) {
    if (slots_[at].mark == mark && texts_[slots_[at].next - 1] == text) return slots_[at].next - 1;
  }
  texts_.push_back(text);
  slots_[at] = {mark, static_cast<std::uint32_t>(texts_.size())};
  return slots_[at].next - 1;
}

std::vector<std::uint32_t> Interner::number_all(std::span<const std::string_view> texts) {
  // Each lookup waits for memory three times: slot, view, text. In blocks these waits overlap.
  constexpr std::size_t kBlock = 32;
  std::vector<std::uint32_t> numbers;
  numbers.reserve(texts.size());
  std::array<std::uint64_t, kBlock> hashes{};
  for (std::size_t from = 0; from < texts.size(); from += kBlock) {
    const std::size_t count = std::min(kBlock, texts.size() - from);
    const auto slot = [&](std::size_t i) -> const Slot& { return slots_[hashes[i] & (slots_.size() - 1)]; };
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = hash_of(texts[from + i]);
      __builtin_prefetch(&slot(i));
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (slot(i).next != 0) __builtin_prefetch(&texts_[slot(i).next - 1]);
    }
    for (std::size_t i = 0; i < count; ++i) {
      if (slot(i).next != 0) __builtin_prefetch(texts_[slot(i).next - 1].data());
    }
    for (std::size_t i = 0; i < count; ++i) numbers.push_back(find_or_add(texts[from + i], hashes[i]));
  }
  return numbers;
}

void Interner::grow() {
  Interner larger(slots_.size());
  for (const std::string_view text : texts_) larger.number(text);
  *this = std::move(larger);
}

}  // namespace curate
