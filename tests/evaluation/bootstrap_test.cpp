#include "evaluation/bootstrap.h"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <numeric>

#include "base/error.h"
#include "evaluation/auroc.h"
#include "evaluation/made_predictions.h"
#include "evaluation/metrics.h"
#include "evaluation/paired_difference.h"

namespace {

using evaluation::evaluate;
using evaluation::Level;
using evaluation::Measure;
using evaluation::Predictions;

// Draws are the same on every platform: mt19937_64 is specified by the standard (its 10,000th number is in
// [rand.predef] of C++20). The expected draw was computed by a second implementation in Python.
TEST(Bootstrap, DrawsAreTheSameOnEveryPlatform) {
  std::mt19937_64 generator;
  generator.discard(9999);
  EXPECT_EQ(generator(), 9981545732273789042u);
  evaluation::SubjectDraws draws(7, 1);
  const std::span<const int> first = draws.next();
  EXPECT_EQ(std::accumulate(first.begin(), first.end(), 0), 7);
  EXPECT_EQ(std::vector<int>(first.begin(), first.end()), (std::vector<int>{1, 0, 3, 0, 1, 1, 1}));
}

// numpy.quantile([...], [0.025, 0.975]) of 0 … 10; draws in which the figure is undefined are left out.
TEST(Bootstrap, IntervalsMatchNumPyQuantiles) {
  constexpr double kNan = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> values(11);
  std::iota(values.begin(), values.end(), 0);
  for (int undefined = 0; undefined < 2; ++undefined) {
    const std::optional<evaluation::Interval> interval = evaluation::percentile_interval(values);
    ASSERT_TRUE(interval);
    EXPECT_NEAR(interval->low, 0.25, 1e-12);
    EXPECT_NEAR(interval->high, 9.75, 1e-12);
    values.push_back(kNan);
  }
  values.insert(values.end(), 10, kNan);
  EXPECT_EQ(evaluation::percentile_interval(values), std::nullopt);
  EXPECT_EQ(evaluation::percentile_interval({}), std::nullopt);
}

// roc_auc_score(y, p, sample_weight=w) of scikit-learn 1.2.1, with ties, and its curve.
TEST(Auroc, WeightedMatchesScikitLearn) {
  const std::vector<double> scores = {.7, .4, .2, .1, .25, .4, .1, .05, .3, .5};
  const std::vector<bool> positives = {true, true, true, false, false, false, false, false, false, false};
  const std::vector<std::size_t> subjects = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};
  const evaluation::RankedScores ranked(scores, positives, subjects);
  EXPECT_NEAR(ranked.auroc(std::vector<int>{2, 2, 2, 1, 1, 3, 0, 0, 1, 1}), 0.5952380952380952, 1e-12);
  EXPECT_NEAR(ranked.auroc(std::vector<int>(10, 1)), 0.7380952380952381, 1e-12);
  EXPECT_TRUE(std::isnan(ranked.auroc(std::vector<int>{1, 1, 1, 0, 0, 0, 0, 0, 0, 0})));
  const std::vector<evaluation::RocPoint> curve = evaluation::roc_curve(scores, positives);
  ASSERT_EQ(curve.size(), 9u);
  EXPECT_NEAR(curve[3].false_positive_rate, 0.28571429, 1e-8);
  EXPECT_NEAR(curve[3].true_positive_rate, 0.66666667, 1e-8);
  EXPECT_EQ(curve.back().false_positive_rate, 1);
  EXPECT_TRUE(evaluation::roc_curve({.1, .2}, {true, true}).empty());
}

// Of 200 samples of people, about 95% of the 95% intervals contain the population's value. Clips of one person are
// similar, so intervals from a bootstrap over clips would cover it far less often.
TEST(Bootstrap, IntervalsHaveNominalCoverage) {
  const double truth =
      *evaluate(test::make_predictions(99, {.subjects = 3000}), {.draws = 0}).at(Level::Frame, Measure::Accuracy).value;
  int covered = 0;
  constexpr int kSamples = 200;
  for (std::uint64_t seed = 0; seed < kSamples; ++seed) {
    const auto metrics = evaluate(test::make_predictions(seed, {.subjects = 40, .frames_each = 3}), {.draws = 200});
    const evaluation::Interval interval = *metrics.at(Level::Frame, Measure::Accuracy).interval;
    covered += interval.low <= truth && truth <= interval.high ? 1 : 0;
  }
  EXPECT_GE(covered, 0.90 * kSamples);
  EXPECT_LT(covered, kSamples);
}

// With one subject, all draws are the same.
TEST(Bootstrap, OneSubjectHasNoInterval) {
  Predictions predictions = test::make_predictions(1);
  for (auto& clip : predictions.clips) clip.subject = "p";
  const auto metrics = evaluate(predictions);
  EXPECT_TRUE(metrics.at(Level::Video, Measure::Accuracy).value);
  EXPECT_EQ(metrics.at(Level::Video, Measure::Accuracy).interval, std::nullopt);
  EXPECT_EQ(metrics.counts.classes[0].subjects, 1);
}

// Equal models do not differ; a better one differs significantly, and the sign shows which is better.
TEST(PairedDifference, ShowsBetterModel) {
  const Predictions good = test::make_predictions(1, {.subjects = 60, .skill = 4});
  const Predictions poor = test::make_predictions(2, {.subjects = 60, .skill = 0.5});
  const auto same = paired_difference(good, good, Level::Video, Measure::Accuracy);
  EXPECT_EQ(same.difference, 0);
  EXPECT_EQ(same.interval, (evaluation::Interval{0, 0}));
  const auto better = paired_difference(good, poor, Level::Video, Measure::Sensitivity);
  EXPECT_NEAR(*better.difference, *better.first - *better.second, 1e-12);
  EXPECT_GT(better.interval->low, 0);
  EXPECT_LT(better.interval->low, *better.difference);
  EXPECT_GT(better.interval->high, *better.difference);
  const auto worse = paired_difference(poor, good, Level::Video, Measure::Sensitivity);
  EXPECT_NEAR(worse.interval->high, -better.interval->low, 1e-12);
}

TEST(PairedDifference, RejectsDifferentClips) {
  const Predictions predictions = test::make_predictions(1);
  Predictions fewer = predictions;
  fewer.clips.pop_back();
  EXPECT_THROW(paired_difference(predictions, fewer, Level::Video, Measure::F1, 0), base::Error);
}

}  // namespace
