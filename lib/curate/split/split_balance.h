#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace curate {

/// Items to be put into folds, each a sparse vector of amounts. A fold's load is the sum over its items. `cost`, the
/// sum of squared loads over folds and dimensions, is lower the closer the loads are to each other.
///
/// The caller chooses the dimensions (see `make_split`) and keeps the amounts so small that
/// 4 * folds * (sum over dimensions of the squared total) fits 63 bits.
struct Items {
  struct Amount {
    std::int32_t dimension = 0;
    std::int64_t amount = 0;
  };
  int dimensions = 0;
  std::vector<std::uint32_t> begin = {0};  ///< item i has amounts begin[i] … begin[i + 1], by dimension
  std::vector<Amount> amounts;
  std::vector<std::uint64_t> tie;  ///< of each item: breaks ties between items of equal size

  std::size_t size() const { return begin.size() - 1; }
  std::span<const Amount> of(std::size_t item) const {
    return {amounts.data() + begin[item], amounts.data() + begin[item + 1]};
  }
};

using Assignment = std::vector<int>;  ///< the fold of each item

std::int64_t cost(const Items& items, const Assignment& assignment, int folds);

/// Assigns items, the largest (sum of squared amounts) first, each to the fold where it costs least; the last ones go
/// to empty folds if there are any. Needs at least as many items as folds.
Assignment balance_greedily(const Items& items, int folds, std::uint64_t seed);

/// Assigns the items whose fold is below 0 as balance_greedily does, without moving the others; then moves and swaps
/// the newly assigned ones while that lowers the cost.
void place_rest(const Items& items, int folds, std::uint64_t seed, Assignment& assignment);

/// Moves and swaps items while that lowers the cost, then moves a few at random and tries again. It stops after a fixed
/// number of steps, not a time, so that the same input gives the same folds everywhere. It never raises the cost and
/// never empties a fold.
void improve(const Items& items, int folds, std::uint64_t seed, Assignment& assignment);

}  // namespace curate
