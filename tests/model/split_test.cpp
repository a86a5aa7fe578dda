#include "model/split.h"

#include <gtest/gtest.h>

#include <vector>

#include "base/error.h"

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

// Digests of splits without a test set and with default weights are those of older versions.
TEST(SplitOptions, RoundTripAndCountInTheDigestOnlyWhereSet) {
  const model::Split split = two_groups();
  EXPECT_EQ(model::options_json(split.parameters), "");
  model::SplitParameters with = split.parameters;
  with.test = 200;
  with.balance.source = 3;
  with = model::with_folds(with, 4);
  EXPECT_EQ(with.folds, 5);
  EXPECT_EQ(model::cross_validation_folds(with), 4);
  EXPECT_TRUE(model::is_valid(with));
  model::SplitParameters read = with;
  read.test = 0;
  read.balance = {};
  model::read_options(model::options_json(with), read);
  EXPECT_EQ(read, with);
  EXPECT_EQ(model::fold_in_words(with, 4), "the test set");
  EXPECT_EQ(model::fold_in_words(with, 3), "fold 3");
  model::SplitParameters plain = model::without_test_set(with);
  plain.balance = {};
  plain.folds = split.parameters.folds;
  EXPECT_EQ(plain, split.parameters);
  model::Split other = split;
  other.parameters.balance.probe = 1;
  EXPECT_NE(other.digest(), split.digest());
  other.parameters.balance.probe = 0;
  EXPECT_EQ(other.digest(), split.digest());
}

TEST(SplitOptions, InvalidOnesAreRefused) {
  for (const char* const bad :
       {"[]", "{", R"({"test_thousandths":501})", R"({"test_thousandths":-1})", R"({"test_thousandths":0.2})",
        R"({"held_out":[3]})", R"({"held_out":"source=a"})", R"({"balance":{"labels":1}})", R"({"luck":1})",
        R"({"balance":{"labels":101,"clips":1,"frames":1,"source":0,"probe":0}})"}) {
    model::SplitParameters read;
    EXPECT_THROW(model::read_options(bad, read), base::Error) << bad;
  }
  model::SplitParameters parameters;
  parameters.name = "main";
  EXPECT_TRUE(model::is_valid(parameters));
  parameters.test = 200;
  EXPECT_FALSE(model::is_valid(parameters)) << "no fold is named test";
  parameters = model::with_folds(parameters, 5);
  EXPECT_TRUE(model::is_valid(parameters));
  parameters.held_out = {"source=a"};
  EXPECT_FALSE(model::is_valid(parameters)) << "chosen and held out";
  parameters.test = 0;
  EXPECT_TRUE(model::is_valid(parameters));
  parameters.by = model::SplitBy::Frame;
  EXPECT_FALSE(model::is_valid(parameters));
  parameters.by = model::SplitBy::Subject;
  parameters.balance = {.labels = 0, .clips = 0, .frames = 0};
  EXPECT_FALSE(model::is_valid(parameters)) << "nothing is balanced";
  parameters.balance = {};
  parameters.axis = "diagnosis,../x";
  EXPECT_FALSE(model::is_valid(parameters));
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
