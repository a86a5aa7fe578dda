// Labels as the only objective: the largest, then the sum of the differences of folds' shares.
#include "curate/split/even_labels.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <random>
#include <set>

#include "curate/split/split_balance.h"

namespace {

using curate::Assignment;
using curate::Items;

/// Groups with clips of a few labels; the first is large.
Items label_items(std::uint64_t seed, int count, int labels) {
  std::mt19937_64 random(seed);
  Items items;
  items.dimensions = labels;
  for (int i = 0; i < count; ++i) {
    for (int label = 0; label < labels; ++label) {
      if (random() % 2 == 0)
        items.amounts.push_back({label, static_cast<std::int64_t>(1 + random() % (i == 0 ? 20 : 4))});
    }
    items.begin.push_back(static_cast<std::uint32_t>(items.amounts.size()));
    items.tie.push_back(random());
  }
  return items;
}

/// The largest difference and the sum of all, computed in another way.
std::pair<double, double> differences_of(const Items& counts, const std::vector<std::int64_t>& shares,
                                         const Assignment& assignment) {
  std::vector<double> totals(static_cast<std::size_t>(counts.dimensions));
  std::vector<std::vector<double>> clips(shares.size(), totals);
  double all = 0;
  for (const std::int64_t share : shares) all += static_cast<double>(share);
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (const Items::Amount& x : counts.of(i)) {
      totals[static_cast<std::size_t>(x.dimension)] += static_cast<double>(x.amount);
      clips[static_cast<std::size_t>(assignment[i])][static_cast<std::size_t>(x.dimension)] +=
          static_cast<double>(x.amount);
    }
  }
  std::pair<double, double> found;
  for (std::size_t fold = 0; fold < shares.size(); ++fold) {
    for (std::size_t label = 0; label < totals.size(); ++label) {
      if (totals[label] == 0) continue;
      const double off = std::abs(clips[fold][label] / totals[label] - static_cast<double>(shares[fold]) / all);
      found.first = std::max(found.first, off);
      found.second += off;
    }
  }
  return found;
}

/// The best of all assignments that leave no fold empty.
std::pair<double, double> best_of_all(const Items& counts, const std::vector<std::int64_t>& shares) {
  Assignment assignment(counts.size(), 0);
  std::pair<double, double> best = {2, 0};
  for (;;) {
    if (std::set<int>(assignment.begin(), assignment.end()).size() == shares.size()) {
      best = std::min(best, differences_of(counts, shares, assignment));
    }
    std::size_t i = 0;
    while (i < assignment.size() && ++assignment[i] == static_cast<int>(shares.size())) assignment[i++] = 0;
    if (i == assignment.size()) return best;
  }
}

Assignment solved(const Items& counts, const std::vector<std::int64_t>& shares, std::uint64_t seed) {
  const int folds = static_cast<int>(shares.size());
  Assignment assignment = curate::balance_greedily(counts, folds, seed);
  curate::even_labels(counts, counts, shares, seed, assignment);
  return assignment;
}

class EvenLabels : public testing::TestWithParam<int> {};

TEST_P(EvenLabels, FindsTheOptimumOfTinySets) {
  const std::uint64_t seed = GetParam();
  const std::vector<std::vector<std::int64_t>> of_folds = {{1, 1}, {1, 1, 1}, {4, 4, 2}, {1, 1, 1, 1}};
  for (const std::vector<std::int64_t>& shares : of_folds) {
    const int count = shares.size() == 2 ? 9 : shares.size() == 3 ? 7 : 6;
    const Items counts = label_items(seed, count, 3);
    const Assignment found = solved(counts, shares, seed);
    EXPECT_EQ(std::set<int>(found.begin(), found.end()).size(), shares.size());
    const auto [largest, sum] = differences_of(counts, shares, found);
    const auto [best_largest, best_sum] = best_of_all(counts, shares);
    EXPECT_NEAR(largest, best_largest, 1e-9) << count << " items, " << shares.size() << " folds";
    EXPECT_NEAR(sum, best_sum, 1e-7) << count << " items, " << shares.size() << " folds";
  }
}

TEST_P(EvenLabels, IsDeterministicAndEmptiesNoFold) {
  const Items counts = label_items(GetParam() + 100, 60, 5);
  const Assignment one = solved(counts, {1, 1, 1, 1, 1}, 3);
  EXPECT_EQ(one, solved(counts, {1, 1, 1, 1, 1}, 3));
  EXPECT_EQ(std::set<int>(one.begin(), one.end()).size(), 5U);
}

INSTANTIATE_TEST_SUITE_P(Seeds, EvenLabels, testing::Range(1, 9));

// Items without labels are spread by the cost of `items`.
TEST(EvenLabelsEdges, TiesAreBrokenByTheCost) {
  Items counts;
  counts.dimensions = 1;
  counts.amounts = {{0, 1}, {0, 1}};
  counts.begin = {0, 1, 2, 2, 2, 2, 2};
  Items items;
  items.dimensions = 1;
  for (int i = 0; i < 6; ++i) {
    items.amounts.push_back({0, 5});
    items.begin.push_back(static_cast<std::uint32_t>(items.amounts.size()));
    items.tie.push_back(static_cast<std::uint64_t>(i));
  }
  Assignment assignment = {0, 1, 1, 1, 1, 1};
  curate::even_labels(counts, items, {1, 1}, 0, assignment);
  EXPECT_NE(assignment[0], assignment[1]);
  EXPECT_EQ(std::ranges::count(assignment, 0), 3);
}

}  // namespace
