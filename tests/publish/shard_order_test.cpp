#include "publish/formats/shard_order.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace {

/// Persons with very different numbers of samples: 1, 2, 4, … 512.
struct Samples {
  std::vector<int> people;
  publish::ShardOrder order;

  explicit Samples(std::uint64_t seed) : order(seed) {
    for (int person = 0; person < 10; ++person) {
      for (int i = 0; i < 1 << person; ++i) {
        people.push_back(person);
        order.add(std::to_string(person), std::to_string(person) + "-" + std::to_string(i));
      }
    }
  }
};

TEST(ShardOrder, HasEachSampleOnceInAnOrderOfItsSeed) {
  const auto order = Samples(0).order.order();
  std::vector<std::size_t> sorted = order;
  std::ranges::sort(sorted);
  std::vector<std::size_t> all(1023);
  std::iota(all.begin(), all.end(), std::size_t{0});
  EXPECT_EQ(sorted, all);
  EXPECT_EQ(Samples(0).order.order(), order);
  EXPECT_NE(Samples(1).order.order(), order);
  EXPECT_TRUE(publish::ShardOrder(0).order().empty());
}

// Whatever consecutive part is looked at.
TEST(ShardOrder, GivesEachPartEachPersonsShare) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    const Samples samples(seed);
    const auto order = samples.order.order();
    for (const std::size_t length : {10U, 100U, 333U}) {
      for (std::size_t first = 0; first + length <= order.size(); first += length / 2) {
        std::map<int, int> counts;
        for (std::size_t i = first; i < first + length; ++i) ++counts[samples.people[order[i]]];
        for (int person = 0; person < 10; ++person) {
          const double share = static_cast<double>((1 << person) * length) / static_cast<double>(order.size());
          // Two, and what the part's own place in the order is off by.
          EXPECT_NEAR(counts[person], share, 2 + 0.1 * share) << seed << " " << length << " " << first << " " << person;
        }
      }
    }
  }
}

// A person's samples are shuffled too.
TEST(ShardOrder, DoesNotKeepTheOrderOfAPersonsSamples) {
  const Samples samples(0);
  std::vector<std::size_t> of_one;
  for (const std::size_t number : samples.order.order()) {
    if (samples.people[number] == 9) of_one.push_back(number);
  }
  std::size_t ascending = 0;
  for (std::size_t i = 1; i < of_one.size(); ++i) ascending += of_one[i] == of_one[i - 1] + 1 ? 1 : 0;
  EXPECT_LT(ascending, 20U);
}

}  // namespace
