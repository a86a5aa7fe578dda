#include "evaluation/confident_learning.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "evaluation/made_predictions.h"

namespace {

using evaluation::confident_learning;
using evaluation::ConfidentLearning;
using evaluation::Predictions;

std::vector<std::string> names(const ConfidentLearning& result) {
  std::vector<std::string> order;
  for (const auto& clip : result.clips) order.push_back(clip.clip);
  return order;
}

// Five clips computed by hand from the definitions of Northcutt et al.
TEST(ConfidentLearning, MatchesPaper) {
  Predictions predictions;
  predictions.classes = {"x", "y"};
  predictions.clips = {test::clip("a", "1", 0, {.9, .1}), test::clip("b", "2", 0, {.7, .3}),
                       test::clip("c", "3", 0, {.2, .8}), test::clip("d", "4", 1, {.1, .9}),
                       test::clip("e", "5", 1, {.3, .7})};
  const ConfidentLearning result = confident_learning(predictions);
  EXPECT_NEAR(*result.thresholds[0], 0.6, 1e-12);
  EXPECT_NEAR(*result.thresholds[1], 0.8, 1e-12);
  EXPECT_EQ(result.joint, (std::vector<std::vector<std::int64_t>>{{2, 1}, {0, 1}}));
  EXPECT_EQ(names(result), (std::vector<std::string>{"c", "b", "e", "a", "d"}));
  EXPECT_TRUE(result.clips[0].flagged);
  EXPECT_EQ(result.clips[0].suggested, 1);
  EXPECT_NEAR(result.clips[0].self_confidence(), 0.2, 1e-12);
  EXPECT_NEAR(result.clips[0].margin, -0.6, 1e-12);
  EXPECT_FALSE(result.clips[1].flagged);
}

// A clip whose label is the most probable class is never flagged, even if it is off the diagonal.
TEST(ConfidentLearning, DoesNotFlagAgreement) {
  Predictions predictions;
  predictions.classes = {"x", "y"};
  predictions.clips = {test::clip("a", "1", 0, {.9, .1}), test::clip("b", "2", 0, {.55, .45}),
                       test::clip("c", "3", 1, {.6, .4})};
  const ConfidentLearning result = confident_learning(predictions);
  EXPECT_EQ(result.joint[0][1], 1);
  for (const auto& clip : result.clips) EXPECT_FALSE(clip.flagged && clip.clip == "b");
}

TEST(ConfidentLearning, NeverSuggestsClassWithoutClips) {
  Predictions predictions;
  predictions.classes = {"x", "y", "z"};
  predictions.clips = {test::clip("a", "1", 0, {.9, .1, 0}), test::clip("b", "2", 1, {.1, .2, .7})};
  const ConfidentLearning result = confident_learning(predictions);
  EXPECT_EQ(result.thresholds[2], std::nullopt);
  EXPECT_EQ(result.joint[1][2], 0);
  for (const auto& clip : result.clips) EXPECT_FALSE(clip.flagged);
}

// 20 of 400 clips get a wrong label: nearly all of them are among the 40 most doubtful.
TEST(ConfidentLearning, FindsPlantedErrors) {
  Predictions predictions = test::make_predictions(11, {.subjects = 200, .repeats = 2, .skill = 4});
  std::set<std::string> planted;
  for (auto& clip : predictions.clips) {
    const int number = std::stoi(clip.clip.substr(1));
    if (number % 10 != 3 || !clip.clip.ends_with("-1")) continue;
    clip.label = (clip.label + 1) % 3;
    planted.insert(clip.clip);
  }
  ASSERT_EQ(planted.size(), 20u);
  const ConfidentLearning result = confident_learning(predictions);
  ASSERT_EQ(result.clips.size(), 400u);
  const auto found = std::count_if(result.clips.begin(), result.clips.begin() + 40,
                                   [&](const auto& clip) { return planted.contains(clip.clip); });
  EXPECT_GE(found, 16);
  const auto flagged = std::ranges::count_if(result.clips, &evaluation::LabelIssue::flagged);
  const auto rightly = std::ranges::count_if(
      result.clips, [&](const auto& clip) { return clip.flagged && planted.contains(clip.clip); });
  EXPECT_GT(rightly, 10);
  EXPECT_GT(rightly, flagged / 2);
}

}  // namespace
