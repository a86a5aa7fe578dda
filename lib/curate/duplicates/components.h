#pragma once

#include <cstddef>
#include <numeric>
#include <vector>

namespace curate {

/// Disjoint sets of the numbers from 0 to size - 1 (union-find).
class Components {
 public:
  explicit Components(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), std::size_t{0}); }

  /// The smallest number of a set.
  std::size_t root(std::size_t one) {
    while (parent_[one] != one) {
      parent_[one] = parent_[parent_[one]];
      one = parent_[one];
    }
    return one;
  }
  /// False if both are in the same set already.
  bool join(std::size_t one, std::size_t other) {
    one = root(one);
    other = root(other);
    if (one == other) return false;
    parent_[one < other ? other : one] = one < other ? one : other;
    return true;
  }

 private:
  std::vector<std::size_t> parent_;
};

}  // namespace curate
