#pragma once

#include <span>
#include <vector>

#include "evaluation/prediction_table.h"
#include "evaluation/sufficient_statistics.h"

namespace evaluation {

/// One level of predictions with all repeats: its measures are the means of those of the repeats.
class RepeatedEvaluation {
 public:
  /// Checked predictions; `subjects` may number more than theirs.
  RepeatedEvaluation(const Predictions& predictions, Level level, const SubjectNumbers& subjects);

  int classes() const { return classes_; }
  std::size_t subjects() const { return subjects_; }

  /// Under weights of subjects [subjects()]. NaN where a measure is undefined in a repeat.
  PerMeasure<double> values(std::span<const int> weights) const;
  std::vector<PerMeasure<double>> values_of_repeats(std::span<const int> weights) const;
  /// All repeats together.
  SufficientStatistics statistics(std::span<const int> weights) const;

 private:
  int classes_;
  std::size_t subjects_;
  std::vector<WeightedMeasures> repeats_;
};

}  // namespace evaluation
