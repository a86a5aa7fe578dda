#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace curate {

/// Numbers texts in the order of their first appearance: 0, 1, … It keeps views, so the texts must outlive it. It uses
/// open addressing, because allocating a node for each of a million clips would take most of a split's time.
class Interner {
 public:
  explicit Interner(std::size_t expected);

  /// The number of a text; a new one if it has none yet.
  std::uint32_t number(std::string_view text) { return find_or_add(text, hash_of(text)); }
  /// The same for many texts, several times as fast if they are scattered in memory.
  std::vector<std::uint32_t> number_all(std::span<const std::string_view> texts);

  std::size_t size() const { return texts_.size(); }
  std::string_view text(std::uint32_t number) const { return texts_[number]; }

 private:
  struct Slot {
    std::uint32_t mark = 0;  ///< the hash's upper half
    std::uint32_t next = 0;  ///< the number, plus one; 0: empty
  };

  static std::uint64_t hash_of(std::string_view text);
  std::uint32_t find_or_add(std::string_view text, std::uint64_t hash);
  void grow();

  std::vector<Slot> slots_;
  std::vector<std::string_view> texts_;
};

}  // namespace curate
