#pragma once

#include <cstdint>

#include "curate/split/items.h"

namespace curate {

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
