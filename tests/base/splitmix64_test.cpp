// Phantoms and folds depend on these numbers, so they must match the published generator.
#include "base/splitmix64.h"

#include <gtest/gtest.h>

namespace {

TEST(Splitmix64, GivesThePublishedNumbers) {
  EXPECT_EQ(base::splitmix64(0), 0xe220a8397b1dcdafU);
  EXPECT_EQ(base::splitmix64(base::kSplitmix64Step), 0x6e789e6aa1b965f4U);
  EXPECT_EQ(base::splitmix64(2 * base::kSplitmix64Step), 0x06c45d188009454fU);
}

}  // namespace
