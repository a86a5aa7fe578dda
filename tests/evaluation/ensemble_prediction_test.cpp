// What is said of several models' probabilities.
#include "evaluation/ensemble_prediction.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using evaluation::Certainty;
using evaluation::Opinion;

TEST(Opinion, TellsDoubtOfEachModelFromDoubtBetweenThem) {
  const Opinion same = Opinion::of({{.5, .5}, {.5, .5}});
  EXPECT_NEAR(same.entropy, std::log(2), 1e-12);
  EXPECT_NEAR(same.disagreement, 0, 1e-12);
  const Opinion opposed = Opinion::of({{1, 0}, {0, 1}});
  EXPECT_NEAR(opposed.entropy, std::log(2), 1e-12);
  EXPECT_NEAR(opposed.disagreement, std::log(2), 1e-12);
  EXPECT_EQ(opposed.certainty, Certainty::Disagree);
}

TEST(Opinion, HasMeanAndRangeOverModels) {
  const Opinion opinion = Opinion::of({{.75, .25, 0}, {1, 0, 0}, {.875, 0, .125}});
  EXPECT_NEAR(opinion.probabilities[0], .875, 1e-12);
  EXPECT_EQ(opinion.lowest, (std::vector<double>{.75, 0, 0}));
  EXPECT_EQ(opinion.highest, (std::vector<double>{1, .25, .125}));
  EXPECT_EQ(opinion.predicted, 0);
  EXPECT_EQ(opinion.certainty, Certainty::Sure);
  EXPECT_EQ(Opinion::of({{.75, .25}, {.75, .25}}).certainty, Certainty::Unsure);
}

}  // namespace
