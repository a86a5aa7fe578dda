#pragma once

#include <optional>

#include "evaluation/metrics.h"

namespace evaluation {

struct PairedDifference {
  std::optional<double> first;
  std::optional<double> second;
  std::optional<double> difference;  ///< first - second
  std::optional<Interval> interval;  ///< 95%, paired bootstrap: the same subjects are drawn for both
};

/// Throws InvalidInput if the two do not have the same classes, clips, labels and subjects.
PairedDifference paired_difference(const Predictions& first, const Predictions& second, Level level, Measure measure,
                                   int of_class = kMean, const EvaluationOptions& options = {});

}  // namespace evaluation
