#pragma once

#include <span>
#include <vector>

#include "evaluation/prediction_table.h"
#include "evaluation/sufficient_statistics.h"

namespace evaluation {

/// Predictions of one level in all repeats. Measures are means over repeats.
class RepeatedEvaluation {
 public:
  /// `predictions` must have passed `check`; `subjects` may have more subjects than these.
  RepeatedEvaluation(const Predictions& predictions, Level level, const SubjectNumbers& subjects);

  int classes() const { return classes_; }
  std::size_t subjects() const { return subjects_; }

  /// `weights` [subjects()]. NaN if a measure is undefined in a repeat.
  PerMeasure<double> values(std::span<const int> weights) const;
  std::vector<PerMeasure<double>> values_of_repeats(std::span<const int> weights) const;
  /// All repeats pooled.
  SufficientStatistics statistics(std::span<const int> weights) const;

 private:
  int classes_;
  std::size_t subjects_;
  std::vector<WeightedMeasures> repeats_;
};

}  // namespace evaluation
