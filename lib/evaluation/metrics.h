#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evaluation/bootstrap.h"
#include "evaluation/measures.h"
#include "evaluation/predictions.h"

namespace evaluation {

/// Over the repeats of a cross-validation.
struct Spread {
  double least = 0;
  double most = 0;
  double deviation = 0;  ///< sample standard deviation
};

/// A metric with its uncertainty. Without value if it is undefined in any repeat (see WeightedMeasures), or if it is a
/// calibration metric of majority votes: shares of votes are not probabilities.
struct Figure {
  std::optional<double> value;  ///< mean over repeats
  /// 95%, percentile bootstrap over subjects, each with all its clips and repeats. None for the calibration error,
  /// whose bootstrap is biased, and none for a single subject.
  std::optional<Interval> interval;
  std::optional<Spread> spread;  ///< over repeats, if there are two or more
};

using Values = PerMeasure<std::optional<double>>;
/// [label][decision], number of rows.
using Confusion = std::vector<std::vector<std::int64_t>>;

struct ReliabilityBin {
  double from = 0;
  double to = 0;
  std::int64_t rows = 0;
  std::optional<double> confidence;  ///< mean of the largest probability
  std::optional<double> accuracy;    ///< share of correct decisions
};

struct ClassCounts {
  std::int64_t clips = 0;
  std::int64_t frames = 0;
  std::int64_t subjects = 0;  ///< with a clip of this class
};

/// How much was tested: in total and per class.
struct Counts {
  ClassCounts all;
  std::vector<ClassCounts> classes;
};

struct LevelMetrics {
  PerMeasure<Figure> figures;
  Confusion confusion;                      ///< all repeats pooled
  std::vector<ReliabilityBin> reliability;  ///< all repeats pooled; empty for majority votes
};

/// One repeat, or one fold of one repeat. Without intervals: a fold has too few subjects.
struct PartMetrics {
  int repeat = 0;
  int fold = -1;  ///< -1: all of them
  Counts counts;
  std::array<Values, kLevels.size()> values;         ///< by level
  std::array<Confusion, kLevels.size()> confusions;  ///< by level
};

struct EvaluationOptions {
  int draws = 2000;  ///< bootstrap draws; 0: no intervals
  std::uint64_t seed = 1;
};

struct Metrics {
  std::vector<std::string> classes;
  bool ordinal = false;  ///< the classes have an order
  EvaluationOptions options;
  Counts counts;  ///< each clip once, regardless of repeats
  std::array<LevelMetrics, kLevels.size()> levels;
  std::vector<PartMetrics> repeats;
  std::vector<PartMetrics> folds;  ///< by repeat, then fold

  const LevelMetrics& at(Level level) const { return levels[static_cast<std::size_t>(level)]; }
  const Figure& at(Level level, Measure measure, int of_class = kMean) const {
    return at(level).figures.at(measure, of_class);
  }
};

/// Throws InvalidInput (see `check`). The order of the predictions does not matter.
Metrics evaluate(const Predictions& predictions, const EvaluationOptions& options = {});

}  // namespace evaluation
