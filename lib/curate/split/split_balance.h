#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace curate {

/// Things to be put into folds, each a sparse vector of amounts; a fold's load is the sum over its items. The nearer
/// the loads are to each other, the lower `cost`: the sum of their squares over folds and dimensions.
///
/// What the dimensions are is the caller's: see `make_split`. The caller also keeps the amounts small enough that
/// 4 * folds * (sum over dimensions of the squared total) fits 63 bits.
struct Items {
  struct Amount {
    std::int32_t dimension = 0;
    std::int64_t amount = 0;
  };
  int dimensions = 0;
  std::vector<std::uint32_t> begin = {0};  ///< item i has amounts begin[i] … begin[i + 1], by dimension
  std::vector<Amount> amounts;
  std::vector<std::uint64_t> tie;  ///< of each item: decides between items of the same size

  std::size_t size() const { return begin.size() - 1; }
  std::span<const Amount> of(std::size_t item) const {
    return {amounts.data() + begin[item], amounts.data() + begin[item + 1]};
  }
};

using Assignment = std::vector<int>;  ///< the fold of each item

std::int64_t cost(const Items& items, const Assignment& assignment, int folds);

/// The largest first (by the sum of its squared amounts), each to the fold where it costs least; the last items go to
/// empty folds while there are any. Needs at least as many items as folds.
Assignment balance_greedily(const Items& items, int folds, std::uint64_t seed);

/// Deals the items whose fold is below 0 as balance_greedily does, around the others, which stay; then moves and swaps
/// the dealt ones while that lowers the cost.
void place_rest(const Items& items, int folds, std::uint64_t seed, Assignment& assignment);

/// Moves and swaps items while that lowers the cost, then shakes a few and tries again, until the work is done: a
/// fixed number of steps and not a time, so that the same input gives the same folds everywhere. Never costs more than
/// before, never empties a fold.
void improve(const Items& items, int folds, std::uint64_t seed, Assignment& assignment);

}  // namespace curate
