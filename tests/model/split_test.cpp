#include "model/split.h"

#include <gtest/gtest.h>

#include <vector>

namespace {

model::Split two_groups() {
  model::Split split;
  split.parameters.name = "main";
  split.groups = {{{"a", "b"}, std::nullopt, 0}, {{"c"}, std::nullopt, 1}};
  return split;
}

TEST(Split, DigestCoversParametersAndAssignmentOnly) {
  const model::Split split = two_groups();
  model::Split stale = split;
  stale.stale = "a clip was added";
  EXPECT_EQ(stale.digest(), split.digest());
  std::vector<model::Split> others(8, split);
  others[0].parameters.seed = 1;
  others[1].parameters.folds = 4;
  others[2].groups[1].fold = 0;
  others[3].groups = {{{"a"}, std::nullopt, 0}, {{"b", "c"}, std::nullopt, 1}};
  others[4].parameters.unknown = model::UnknownClips::LeaveOut;
  others[5].parameters.unknown = model::UnknownClips::Join;
  others[6].parameters.file = "folds.csv";
  others[7].parameters.fold_names = {"train", "val"};
  for (const model::Split& other : others) EXPECT_NE(other.digest(), split.digest());
}

TEST(FrameFold, IsEvenAndDependsOnAllArguments) {
  model::SplitParameters parameters;
  std::vector<int> counts(5);
  for (int picture = 0; picture < 1000; ++picture) {
    const int fold = model::frame_fold(parameters, "clip", picture);
    ASSERT_GE(fold, 0);
    ASSERT_LT(fold, 5);
    ++counts[static_cast<std::size_t>(fold)];
  }
  for (const int count : counts) EXPECT_NEAR(count, 200, 60);
}

}  // namespace
