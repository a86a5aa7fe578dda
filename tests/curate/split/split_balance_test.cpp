#include "curate/split/split_balance.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace {

using curate::Assignment;
using curate::balance_greedily;
using curate::cost;
using curate::improve;
using curate::Items;

/// Items of a few dimensions each, some large.
Items make_items(std::uint64_t seed, int count, int dimensions) {
  std::mt19937_64 random(seed);
  Items items;
  items.dimensions = dimensions;
  for (int i = 0; i < count; ++i) {
    for (int d = 0; d < dimensions; ++d) {
      if (random() % 2 == 0)
        items.amounts.push_back({d, static_cast<std::int64_t>(1 + random() % (i % 5 == 0 ? 900 : 90))});
    }
    items.begin.push_back(static_cast<std::uint32_t>(items.amounts.size()));
    items.tie.push_back(random());
  }
  return items;
}

int used_folds(const Assignment& assignment) {
  Assignment folds = assignment;
  std::ranges::sort(folds);
  return static_cast<int>(std::unique(folds.begin(), folds.end()) - folds.begin());
}

/// The lowest cost of all assignments that leave no fold empty.
std::int64_t best_cost(const Items& items, int folds) {
  Assignment assignment(items.size(), 0);
  std::int64_t best = INT64_MAX;
  for (;;) {
    if (used_folds(assignment) == folds) best = std::min(best, cost(items, assignment, folds));
    std::size_t i = 0;
    while (i < assignment.size() && ++assignment[i] == folds) assignment[i++] = 0;
    if (i == assignment.size()) return best;
  }
}

class Balance : public testing::TestWithParam<int> {};

// Compares with all assignments of sets small enough to enumerate.
TEST_P(Balance, FindsTheOptimumOfTinySets) {
  const std::uint64_t seed = GetParam();
  for (const auto& [count, folds] : {std::pair(8, 2), std::pair(7, 3), std::pair(6, 4), std::pair(4, 4)}) {
    const Items items = make_items(seed, count, 3);
    Assignment assignment = balance_greedily(items, folds, seed);
    EXPECT_EQ(used_folds(assignment), folds);
    improve(items, folds, seed, assignment);
    EXPECT_EQ(used_folds(assignment), folds);
    EXPECT_EQ(cost(items, assignment, folds), best_cost(items, folds)) << count << " items, " << folds << " folds";
  }
}

TEST_P(Balance, IsNeverWorseThanGreedyAndEmptiesNoFold) {
  const std::uint64_t seed = GetParam();
  for (const auto& [count, folds] : {std::pair(40, 5), std::pair(138, 5), std::pair(12, 10), std::pair(600, 7)}) {
    const Items items = make_items(seed + 1000, count, 8);
    const Assignment greedy = balance_greedily(items, folds, seed);
    Assignment assignment = greedy;
    improve(items, folds, seed, assignment);
    EXPECT_EQ(used_folds(assignment), folds);
    EXPECT_LE(cost(items, assignment, folds), cost(items, greedy, folds));
  }
}

TEST_P(Balance, IsDeterministic) {
  const Items items = make_items(GetParam(), 100, 6);
  Assignment one = balance_greedily(items, 5, 7);
  Assignment other = one;
  improve(items, 5, 7, one);
  improve(items, 5, 7, other);
  EXPECT_EQ(one, other);
}

INSTANTIATE_TEST_SUITE_P(Seeds, Balance, testing::Range(1, 5));

// As many items as folds, all but one without weight: each gets its own fold.
TEST(BalanceEdges, FillsEveryFold) {
  Items items;
  items.dimensions = 1;
  items.amounts = {{0, 5}};
  items.begin = {0, 1, 1, 1};
  items.tie = {0, 0, 0};
  Assignment assignment = balance_greedily(items, 3, 0);
  improve(items, 3, 0, assignment);
  EXPECT_EQ(used_folds(assignment), 3);
}

}  // namespace
