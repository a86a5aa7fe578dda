#include "evaluation/label_judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "evaluation/confident_learning.h"
#include "evaluation/made_predictions.h"

namespace {

using evaluation::label_judge;
using evaluation::LabelJudge;
using evaluation::Predictions;
using testing::HasSubstr;

TEST(LabelJudge, AcceptsModelsBetterThanChance) {
  const LabelJudge judge = label_judge(test::make_predictions(3, {.subjects = 60, .repeats = 2, .skill = 3}));
  EXPECT_TRUE(judge.can_judge()) << judge.why_not();
  EXPECT_EQ(judge.why_not(), "");
  EXPECT_LT(judge.p(), 0.05);
}

// Confident learning flags many clips of a model at chance level, none of which is evidence about a label.
TEST(LabelJudge, RejectsModelsAtChance) {
  const Predictions guesses = test::make_predictions(5, {.subjects = 120, .skill = 0});
  ASSERT_GT(std::ranges::count_if(evaluation::confident_learning(guesses).clips, &evaluation::LabelIssue::flagged), 50);
  const LabelJudge judge = label_judge(guesses);
  EXPECT_FALSE(judge.can_judge());
  EXPECT_THAT(judge.why_not(), HasSubstr("no better than chance"));
  EXPECT_EQ(label_judge(guesses).reached, judge.reached) << "deterministic";
}

// Better than chance in balanced accuracy, but less accurate than always predicting the most frequent class.
TEST(LabelJudge, RejectsModelsBelowMajorityAccuracy) {
  Predictions predictions;
  predictions.classes = {"healthy", "ill"};
  for (int i = 0; i < 100; ++i) {
    const std::string number = std::to_string(i);
    const bool ill = i < 10;
    const bool says_ill = ill || i % 4 == 0;
    predictions.clips.push_back(test::clip("c" + number, "p" + number, ill ? 1 : 0,
                                           says_ill ? std::vector<double>{.3, .7} : std::vector<double>{.7, .3}));
  }
  const LabelJudge judge = label_judge(predictions);
  EXPECT_LT(judge.p(), 0.05);
  EXPECT_FALSE(judge.can_judge());
  EXPECT_THAT(judge.why_not(), HasSubstr("always predicting 'healthy' gives 0.90"));
}

}  // namespace
