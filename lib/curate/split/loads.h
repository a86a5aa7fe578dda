#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "curate/split/items.h"

namespace curate {

/// The dot product of two items' amounts.
inline std::int64_t product(std::span<const Items::Amount> a, std::span<const Items::Amount> b) {
  std::int64_t sum = 0;
  auto x = a.begin();
  auto y = b.begin();
  while (x != a.end() && y != b.end()) {
    if (x->dimension < y->dimension) {
      ++x;
    } else if (y->dimension < x->dimension) {
      ++y;
    } else {
      sum += (x++)->amount * (y++)->amount;
    }
  }
  return sum;
}

/// The loads of folds, updated as items move.
class Loads {
 public:
  Loads(const Items& items, int folds) : items_(items), loads_(std::size_t(folds) * items.dimensions), counts_(folds) {
    std::ranges::copy(items.offset, loads_.end() - static_cast<std::ptrdiff_t>(items.offset.size()));
  }

  /// The change in cost when an item that is in no fold is added to one.
  std::int64_t cost_of_adding(std::size_t item, int fold) const {
    const std::int64_t* load = row(fold);
    std::int64_t sum = 0;
    for (const Items::Amount& x : items_.of(item)) sum += x.amount * (2 * load[x.dimension] + x.amount);
    return sum;
  }

  std::int64_t cost_of_moving(std::size_t item, int from, int to) const {
    const std::int64_t* old_load = row(from);
    const std::int64_t* new_load = row(to);
    std::int64_t sum = 0;
    for (const Items::Amount& x : items_.of(item)) {
      sum += x.amount * (new_load[x.dimension] - old_load[x.dimension] + x.amount);
    }
    return 2 * sum;
  }

  /// The change in cost when two items of different folds are swapped.
  std::int64_t cost_of_swapping(std::size_t a, int fold_a, std::size_t b, int fold_b) const {
    return cost_of_moving(a, fold_a, fold_b) + cost_of_moving(b, fold_b, fold_a) -
           4 * product(items_.of(a), items_.of(b));
  }

  void add(std::size_t item, int fold) { change(item, fold, 1); }
  void remove(std::size_t item, int fold) { change(item, fold, -1); }
  int count(int fold) const { return counts_[fold]; }

 private:
  const std::int64_t* row(int fold) const { return loads_.data() + std::size_t(fold) * items_.dimensions; }

  void change(std::size_t item, int fold, int sign) {
    std::int64_t* load = loads_.data() + std::size_t(fold) * items_.dimensions;
    for (const Items::Amount& x : items_.of(item)) load[x.dimension] += sign * x.amount;
    counts_[fold] += sign;
  }

  const Items& items_;
  std::vector<std::int64_t> loads_;
  std::vector<int> counts_;
};

}  // namespace curate
