#include "evaluation/metrics.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "evaluation/made_predictions.h"
#include "evaluation/prediction_table.h"

namespace {

using evaluation::evaluate;
using evaluation::Level;
using evaluation::Measure;
using evaluation::Metrics;
using evaluation::Predictions;
using testing::HasSubstr;

constexpr double kExact = 1e-12;

/// Ten clips of ten people, with ties between classes and between scores.
Predictions ten_clips() {
  const std::vector<std::pair<int, std::vector<double>>> rows = {
      {0, {.70, .20, .10}}, {0, {.40, .35, .25}}, {0, {.20, .50, .30}}, {1, {.10, .80, .10}}, {1, {.25, .60, .15}},
      {1, {.40, .20, .40}}, {2, {.10, .10, .80}}, {2, {.05, .35, .60}}, {2, {.30, .30, .40}}, {2, {.50, .10, .40}}};
  Predictions predictions;
  predictions.classes = {"a", "b", "c"};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::string number = std::to_string(i);
    predictions.clips.push_back(test::clip("c" + number, "p" + number, rows[i].first, rows[i].second));
  }
  return predictions;
}

double value(const Metrics& metrics, Level level, Measure measure, int of_class = evaluation::kMean) {
  return metrics.at(level, measure, of_class).value.value_or(-1);
}

// scikit-learn 1.2.1 on the same rows: accuracy_score, balanced_accuracy_score, log_loss, roc_auc_score(ovr),
// precision_recall_fscore_support(average="macro"); NumPy for Brier and ECE as their papers define them.
TEST(Metrics, OverallFiguresMatchScikitLearn) {
  const Metrics metrics = evaluate(ten_clips());
  for (const Level level : {Level::Frame, Level::Video, Level::VideoMean}) {
    EXPECT_NEAR(value(metrics, level, Measure::Accuracy), 0.7, kExact);
    EXPECT_NEAR(value(metrics, level, Measure::Sensitivity), 0.6944444444444443, kExact);
    EXPECT_NEAR(value(metrics, level, Measure::LogLoss), 0.77923613145898, kExact);
    EXPECT_NEAR(value(metrics, level, Measure::Brier), 0.4435, kExact);
    EXPECT_NEAR(value(metrics, level, Measure::Ece), 0.33, kExact);
    EXPECT_NEAR(value(metrics, level, Measure::F1), 0.6984126984126985, kExact);
    EXPECT_NEAR(value(metrics, level, Measure::Ppv), 0.7222222222222222, kExact);
    EXPECT_NEAR(value(metrics, level, Measure::Auroc), 0.8273809523809524, kExact);
  }
}

// The same, class by class: recall_score(y == c, ...), recall_score(y != c, ...) and roc_auc_score(y == c, p[:, c]).
TEST(Metrics, ClassFiguresMatchScikitLearn) {
  const Metrics metrics = evaluate(ten_clips());
  const std::vector<std::pair<Measure, std::vector<double>>> expected = {
      {Measure::Sensitivity, {2.0 / 3, 2.0 / 3, 0.75}},
      {Measure::Specificity, {0.7142857142857143, 0.8571428571428571, 1}},
      {Measure::Ppv, {0.5, 2.0 / 3, 1}},
      {Measure::F1, {0.5714285714285714, 2.0 / 3, 0.8571428571428571}},
      {Measure::Auroc, {0.7380952380952381, 0.7857142857142857, 0.9583333333333334}}};
  for (const auto& [measure, classes] : expected) {
    for (int c = 0; c < 3; ++c) {
      EXPECT_NEAR(value(metrics, Level::Video, measure, c), classes[static_cast<std::size_t>(c)], kExact)
          << to_string(measure) << " of class " << c;
    }
  }
  EXPECT_EQ(metrics.at(Level::Video).confusion, (evaluation::Confusion{{2, 1, 0}, {1, 2, 0}, {1, 0, 3}}));
}

// Cohen 1968, by hand: rows [2 1 0], [1 2 0], [1 0 3] have a squared distance of 6, and 14.2 by chance. scikit-learn's
// cohen_kappa_score(weights="quadratic") gives the same.
TEST(Metrics, QuadraticKappaMatchesScikitLearn) {
  Predictions predictions = ten_clips();
  EXPECT_EQ(evaluate(predictions).at(Level::Video, Measure::QuadraticKappa).value, std::nullopt) << "no order";
  predictions.ranks = {0, 1, 2};
  const Metrics metrics = evaluate(predictions);
  EXPECT_TRUE(metrics.ordinal);
  EXPECT_NEAR(value(metrics, Level::Video, Measure::QuadraticKappa), 1 - 6 / 14.2, kExact);
  EXPECT_TRUE(metrics.at(Level::Video, Measure::QuadraticKappa).interval);
  // Ranks count, not the order in which classes are listed: with a < c < b, 9 of 13.0.
  predictions.ranks = {0, 2, 1};
  EXPECT_NEAR(value(evaluate(predictions), Level::Video, Measure::QuadraticKappa), 1 - 9 / 13.0, kExact);
  predictions = ten_clips();
  predictions.ranks = {0, 1, 2};
  std::erase_if(predictions.clips, [](const auto& clip) { return clip.clip != "c0" && clip.clip != "c1"; });
  EXPECT_EQ(evaluate(predictions).at(Level::Video, Measure::QuadraticKappa).value, std::nullopt)
      << "undefined with one class";
}

// A class without clips in a fold has no value there, neither 0 nor NaN.
TEST(Metrics, UndefinedMetricsHaveNoValue) {
  Predictions predictions = ten_clips();
  for (auto& clip : predictions.clips) clip.fold = clip.label == 2 ? 1 : 0;
  const Metrics metrics = evaluate(predictions);
  ASSERT_EQ(metrics.folds.size(), 2u);
  const evaluation::Values& first = metrics.folds[0].values[static_cast<std::size_t>(Level::Video)];
  EXPECT_EQ(first.at(Measure::Sensitivity, 2), std::nullopt);
  EXPECT_EQ(first.at(Measure::Sensitivity), std::nullopt);
  EXPECT_EQ(first.at(Measure::Auroc, 2), std::nullopt);
  EXPECT_EQ(first.at(Measure::Ppv, 2), std::nullopt);
  EXPECT_EQ(first.at(Measure::F1, 2), std::nullopt);
  EXPECT_EQ(first.at(Measure::Specificity, 2), 1);
  EXPECT_NEAR(*first.at(Measure::Sensitivity, 0), 2.0 / 3, kExact);
  EXPECT_EQ(metrics.folds[0].counts.classes[2].subjects, 0);
  EXPECT_EQ(metrics.folds[1].counts.classes[2].clips, 4);
}

// One clip has an accuracy but no interval.
TEST(Metrics, SingleClipHasNoInterval) {
  Predictions predictions = ten_clips();
  predictions.clips.resize(1);
  const Metrics metrics = evaluate(predictions);
  EXPECT_EQ(metrics.at(Level::Video, Measure::Accuracy).value, 1);
  EXPECT_EQ(metrics.at(Level::Video, Measure::Accuracy).interval, std::nullopt);
  EXPECT_EQ(metrics.at(Level::Video, Measure::Accuracy).spread, std::nullopt);
  EXPECT_EQ(metrics.at(Level::Video, Measure::Sensitivity).value, std::nullopt);
}

// The three clip rules differ where they should, and a tied majority goes to the larger mean.
TEST(Metrics, ClipRulesDiffer) {
  Predictions predictions;
  predictions.classes = {"a", "b"};
  evaluation::ClipPrediction clip = test::clip("c", "p", 1, {.9, .1});
  clip.pictures = {0, 5};
  clip.files = {"0", "5"};
  clip.frame_probabilities = {.55, .45, .1, .9};
  predictions.clips = {clip};
  const Metrics metrics = evaluate(predictions);
  EXPECT_EQ(metrics.at(Level::Frame, Measure::Accuracy).value, 0.5);
  EXPECT_EQ(metrics.at(Level::Video, Measure::Accuracy).value, 0);
  EXPECT_EQ(metrics.at(Level::VideoMean, Measure::Accuracy).value, 1);
  EXPECT_EQ(metrics.at(Level::VideoMajority, Measure::Accuracy).value, 1);
  EXPECT_EQ(metrics.at(Level::VideoMajority, Measure::LogLoss).value, std::nullopt);
  EXPECT_TRUE(metrics.at(Level::VideoMajority).reliability.empty());
}

// Figures are means over repeats, and each clip counts once.
TEST(Metrics, AreAveragedOverRepeats) {
  const Predictions predictions = test::make_predictions(3, {.repeats = 4});
  const Metrics metrics = evaluate(predictions, {.draws = 100});
  EXPECT_EQ(metrics.counts.all.clips, 60);
  EXPECT_EQ(metrics.counts.all.frames, 300);
  EXPECT_EQ(metrics.counts.all.subjects, 30);
  ASSERT_EQ(metrics.repeats.size(), 4u);
  EXPECT_EQ(metrics.folds.size(), 20u);
  double sum = 0;
  double least = 1;
  for (const evaluation::PartMetrics& repeat : metrics.repeats) {
    const double f1 = *repeat.values[static_cast<std::size_t>(Level::Video)].at(Measure::F1, 1);
    sum += f1;
    least = std::min(least, f1);
  }
  const evaluation::Figure& figure = metrics.at(Level::Video, Measure::F1, 1);
  EXPECT_NEAR(*figure.value, sum / 4, kExact);
  EXPECT_NEAR(figure.spread->least, least, kExact);
  EXPECT_GT(figure.spread->most, least);
}

// metrics.json must not depend on which fold was finished first.
TEST(Metrics, DoNotDependOnOrderOfClips) {
  Predictions predictions = test::make_predictions(5, {.repeats = 2});
  const Metrics metrics = evaluate(predictions, {.draws = 50});
  std::ranges::reverse(predictions.clips);
  const Metrics again = evaluate(predictions, {.draws = 50});
  for (const Level level : evaluation::kLevels) {
    for (const Measure measure : evaluation::kMeasures) {
      EXPECT_EQ(metrics.at(level, measure).value, again.at(level, measure).value);
      EXPECT_EQ(metrics.at(level, measure).interval, again.at(level, measure).interval);
    }
  }
}

std::string refusal(const Predictions& predictions) {
  try {
    evaluation::check(predictions);
  } catch (const base::Error& error) {
    return error.what();
  }
  return "";
}

// Metrics of invalid predictions would look plausible.
TEST(Metrics, RejectInvalidPredictions) {
  EXPECT_EQ(refusal(ten_clips()), "");
  const auto changed = [](auto change) {
    Predictions predictions = ten_clips();
    change(predictions);
    return refusal(predictions);
  };
  EXPECT_THAT(changed([](Predictions& p) { p.clips.clear(); }), HasSubstr("no predictions"));
  EXPECT_THAT(changed([](Predictions& p) { p.clips[3].label = 3; }), HasSubstr("'c3', repeat 0, fold 0: label 3"));
  EXPECT_THAT(changed([](Predictions& p) { p.clips[3].probabilities[0] = std::nan(""); }),
              HasSubstr("not a probability"));
  EXPECT_THAT(changed([](Predictions& p) { p.clips[3].frame_probabilities[0] += .5; }), HasSubstr("add up to 1.5"));
  EXPECT_THAT(changed([](Predictions& p) { p.clips[3].frame_probabilities.pop_back(); }), HasSubstr("does not match"));
  EXPECT_THAT(changed([](Predictions& p) { p.clips[3].pictures.clear(); }), HasSubstr("no frames"));
  EXPECT_THAT(changed([](Predictions& p) { p.clips.push_back(p.clips[3]); }), HasSubstr("duplicate"));
  EXPECT_THAT(changed([](Predictions& p) { p.clips[3].repeat = 1; }), HasSubstr("missing from repeat"));
}

}  // namespace
