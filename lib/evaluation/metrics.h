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

/// A number with what is known of its chance. Nothing where it is undefined in any repeat (see WeightedMeasures), and
/// of calibration where a majority decides: shares of votes are no probabilities.
struct Figure {
  std::optional<double> value;  ///< mean over repeats
  /// 95%, percentile bootstrap over subjects, each with all its clips and repeats. None of the calibration error, whose
  /// bootstrap is biased, and none of a single subject.
  std::optional<Interval> interval;
  std::optional<Spread> spread;  ///< over repeats, where there are two or more
};

using Values = PerMeasure<std::optional<double>>;
/// [given label][decided], in rows.
using Confusion = std::vector<std::vector<std::int64_t>>;

struct ReliabilityBin {
  double from = 0;
  double to = 0;
  std::int64_t rows = 0;
  std::optional<double> confidence;  ///< mean of the largest probability
  std::optional<double> accuracy;    ///< share that is right
};

struct ClassCounts {
  std::int64_t clips = 0;
  std::int64_t frames = 0;
  std::int64_t subjects = 0;  ///< with a clip of this class
};

/// How much was tested: all together, and of each class.
struct Counts {
  ClassCounts all;
  std::vector<ClassCounts> classes;
};

struct LevelMetrics {
  PerMeasure<Figure> figures;
  Confusion confusion;                      ///< all repeats together
  std::vector<ReliabilityBin> reliability;  ///< all repeats together; none of a majority
};

/// One repeat, or one fold of one repeat. No intervals: too few subjects stand behind a fold.
struct PartMetrics {
  int repeat = 0;
  int fold = -1;  ///< -1: all of them
  Counts counts;
  std::array<Values, kLevels.size()> values;         ///< by level
  std::array<Confusion, kLevels.size()> confusions;  ///< by level
};

struct EvaluationOptions {
  int draws = 2000;  ///< of the bootstrap; 0: no intervals
  std::uint64_t seed = 1;
};

struct Metrics {
  std::vector<std::string> classes;
  bool ordinal = false;  ///< the classes have an order
  EvaluationOptions options;
  Counts counts;  ///< each clip once, however many repeats
  std::array<LevelMetrics, kLevels.size()> levels;
  std::vector<PartMetrics> repeats;
  std::vector<PartMetrics> folds;  ///< by repeat, then fold

  const LevelMetrics& at(Level level) const { return levels[static_cast<std::size_t>(level)]; }
  const Figure& at(Level level, Measure measure, int of_class = kMean) const {
    return at(level).figures.at(measure, of_class);
  }
};

/// Throws InvalidInput where there is nothing that can be evaluated (see `check`). The same predictions in any order
/// give the same figures.
Metrics evaluate(const Predictions& predictions, const EvaluationOptions& options = {});

}  // namespace evaluation
