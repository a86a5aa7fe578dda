// Uncertainty of several models' probabilities.
#include "evaluation/ensemble_prediction.h"

#include <gtest/gtest.h>

#include <cmath>

namespace {

using evaluation::Certainty;
using evaluation::EnsemblePrediction;

TEST(EnsemblePrediction, SeparatesEntropyFromMutualInformation) {
  const EnsemblePrediction same = EnsemblePrediction::of({{.5, .5}, {.5, .5}});
  EXPECT_NEAR(same.entropy, std::log(2), 1e-12);
  EXPECT_NEAR(same.mutual_information, 0, 1e-12);
  const EnsemblePrediction opposed = EnsemblePrediction::of({{1, 0}, {0, 1}});
  EXPECT_NEAR(opposed.entropy, std::log(2), 1e-12);
  EXPECT_NEAR(opposed.mutual_information, std::log(2), 1e-12);
  EXPECT_EQ(opposed.certainty, Certainty::Disagree);
}

TEST(EnsemblePrediction, HasMeanAndRangeOverModels) {
  const EnsemblePrediction ensemble = EnsemblePrediction::of({{.75, .25, 0}, {1, 0, 0}, {.875, 0, .125}});
  EXPECT_NEAR(ensemble.probabilities[0], .875, 1e-12);
  EXPECT_EQ(ensemble.lowest, (std::vector<double>{.75, 0, 0}));
  EXPECT_EQ(ensemble.highest, (std::vector<double>{1, .25, .125}));
  EXPECT_EQ(ensemble.predicted, 0);
  EXPECT_EQ(ensemble.certainty, Certainty::Confident);
  EXPECT_EQ(EnsemblePrediction::of({{.75, .25}, {.75, .25}}).certainty, Certainty::Uncertain);
}

}  // namespace
