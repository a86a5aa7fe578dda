#include "evaluation/metrics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <set>

#include "evaluation/prediction_table.h"
#include "evaluation/repeated_evaluation.h"
#include "evaluation/sufficient_statistics.h"

namespace evaluation {
namespace {

using Clips = std::vector<const ClipPrediction*>;

/// Shares of votes are not probabilities, so their calibration is not reported.
template <class T>
void drop_calibration(PerMeasure<T>& values) {
  for (const Measure measure : {Measure::Ece, Measure::Brier, Measure::LogLoss}) values.at(measure) = T();
}

Counts counts_of(const Clips& clips, std::size_t classes) {
  Counts counts;
  counts.classes.resize(classes);
  std::set<std::string_view> names;
  std::set<std::string_view> subjects;
  std::vector<std::set<std::string_view>> of_class(classes);
  for (const ClipPrediction* clip : clips) {
    const auto label = static_cast<std::size_t>(clip->label);
    const std::int64_t once = names.insert(clip->clip).second ? 1 : 0;
    for (ClassCounts* at : {&counts.all, &counts.classes[label]}) {
      at->clips += once;
      at->frames += static_cast<std::int64_t>(clip->frames());
    }
    subjects.insert(clip->subject);
    of_class[label].insert(clip->subject);
  }
  counts.all.subjects = static_cast<std::int64_t>(subjects.size());
  for (std::size_t c = 0; c < classes; ++c) {
    counts.classes[c].subjects = static_cast<std::int64_t>(of_class[c].size());
  }
  return counts;
}

Confusion confusion_of(const SufficientStatistics& statistics) {
  Confusion confusion(statistics.classes, std::vector<std::int64_t>(statistics.classes));
  for (std::size_t i = 0; i < statistics.classes; ++i) {
    for (std::size_t j = 0; j < statistics.classes; ++j) {
      confusion[i][j] = static_cast<std::int64_t>(statistics.confusion(i, j));
    }
  }
  return confusion;
}

std::vector<ReliabilityBin> reliability_of(const SufficientStatistics& statistics) {
  std::vector<ReliabilityBin> bins;
  for (std::size_t i = 0; i < kBins; ++i) {
    ReliabilityBin& bin = bins.emplace_back();
    bin.from = static_cast<double>(i) / kBins;
    bin.to = static_cast<double>(i + 1) / kBins;
    const double rows = statistics.rows_in(i);
    bin.rows = static_cast<std::int64_t>(rows);
    if (rows == 0) continue;
    bin.confidence = statistics.confidence_in(i) / rows;
    bin.accuracy = statistics.right_in(i) / rows;
  }
  return bins;
}

PartMetrics part_of(const Clips& clips, const Predictions& predictions, const SubjectNumbers& subjects) {
  const std::size_t classes = predictions.classes.size();
  PartMetrics part;
  part.counts = counts_of(clips, classes);
  const std::vector<int> once(subjects.size(), 1);
  for (const Level level : kLevels) {
    const WeightedMeasures rows(prediction_table(clips, level, classes, subjects), subjects.size(), predictions.ranks);
    const auto at = static_cast<std::size_t>(level);
    part.values[at] = Values(static_cast<int>(classes));
    std::ranges::transform(rows.values(once).items(), part.values[at].items().begin(), defined);
    if (level == Level::VideoMajority) drop_calibration(part.values[at]);
    part.confusions[at] = confusion_of(rows.statistics(once));
  }
  return part;
}

/// [items][draws]
using Draws = std::vector<std::vector<double>>;

Draws draw(const RepeatedEvaluation& sample, const EvaluationOptions& options) {
  Draws draws(sample.values(std::vector<int>(sample.subjects(), 1)).items().size());
  if (sample.subjects() < 2) return draws;  // one subject has no interval
  SubjectDraws subjects(sample.subjects(), options.seed);
  for (int i = 0; i < options.draws; ++i) {
    const PerMeasure<double> values = sample.values(subjects.next());
    for (std::size_t k = 0; k < draws.size(); ++k) draws[k].push_back(values.items()[k]);
  }
  return draws;
}

Spread spread_of(const std::vector<double>& values, double mean) {
  const auto [least, most] = std::ranges::minmax(values);
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  return {least, most, std::sqrt(squares / (static_cast<double>(values.size()) - 1))};
}

PerMeasure<Figure> figures_of(const RepeatedEvaluation& sample, const EvaluationOptions& options) {
  const std::vector<int> once(sample.subjects(), 1);
  const std::vector<double> means = sample.values(once).items();
  const std::vector<PerMeasure<double>> repeats = sample.values_of_repeats(once);
  const Draws draws = draw(sample, options);
  PerMeasure<Figure> figures(sample.classes());
  for (std::size_t k = 0; k < means.size(); ++k) {
    if (std::isnan(means[k])) continue;
    Figure& figure = figures.items()[k];
    figure.value = means[k];
    figure.interval = percentile_interval(draws[k]);
    std::vector<double> values;
    values.reserve(repeats.size());
    for (const PerMeasure<double>& repeat : repeats) values.push_back(repeat.items()[k]);
    if (values.size() > 1) figure.spread = spread_of(values, means[k]);
  }
  // It is biased upwards by rows drawn twice: its percentile interval may not even contain it (Kumar et al. 2019).
  figures.at(Measure::Ece).interval.reset();
  return figures;
}

LevelMetrics level_metrics(const RepeatedEvaluation& sample, const EvaluationOptions& options) {
  const SufficientStatistics statistics = sample.statistics(std::vector<int>(sample.subjects(), 1));
  return {figures_of(sample, options), confusion_of(statistics), reliability_of(statistics)};
}

std::map<int, Clips> by_fold(const Clips& clips) {
  std::map<int, Clips> folds;
  for (const ClipPrediction* clip : clips) folds[clip->fold].push_back(clip);
  return folds;
}

}  // namespace

Metrics evaluate(const Predictions& predictions, const EvaluationOptions& options) {
  check(predictions);
  const std::size_t classes = predictions.classes.size();
  const SubjectNumbers subjects = number_subjects(predictions);
  const auto repeats = by_repeat(predictions);
  Metrics metrics;
  metrics.classes = predictions.classes;
  metrics.ordinal = !predictions.ranks.empty();
  metrics.options = options;
  metrics.counts = counts_of(repeats.begin()->second, classes);
  for (const Level level : kLevels) {
    LevelMetrics& at = metrics.levels[static_cast<std::size_t>(level)];
    at = level_metrics(RepeatedEvaluation(predictions, level, subjects), options);
    if (level != Level::VideoMajority) continue;
    drop_calibration(at.figures);
    at.reliability.clear();
  }
  for (const auto& [repeat, clips] : repeats) {
    metrics.repeats.push_back(part_of(clips, predictions, subjects));
    metrics.repeats.back().repeat = repeat;
    for (const auto& [fold, part] : by_fold(clips)) {
      metrics.folds.push_back(part_of(part, predictions, subjects));
      metrics.folds.back().repeat = repeat;
      metrics.folds.back().fold = fold;
    }
  }
  return metrics;
}

}  // namespace evaluation
