#include "evaluation/repeated_evaluation.h"

namespace evaluation {

RepeatedEvaluation::RepeatedEvaluation(const Predictions& predictions, Level level, const SubjectNumbers& subjects)
    : classes_(static_cast<int>(predictions.classes.size())), subjects_(subjects.size()) {
  for (const auto& [repeat, clips] : by_repeat(predictions)) {
    repeats_.emplace_back(prediction_table(clips, level, predictions.classes.size(), subjects), subjects_,
                          predictions.ranks);
  }
}

std::vector<PerMeasure<double>> RepeatedEvaluation::values_of_repeats(std::span<const int> weights) const {
  std::vector<PerMeasure<double>> values;
  values.reserve(repeats_.size());
  for (const WeightedMeasures& repeat : repeats_) values.push_back(repeat.values(weights));
  return values;
}

PerMeasure<double> RepeatedEvaluation::values(std::span<const int> weights) const {
  PerMeasure<double> mean(classes_);
  for (const PerMeasure<double>& values : values_of_repeats(weights)) {
    for (std::size_t i = 0; i < mean.items().size(); ++i) mean.items()[i] += values.items()[i];
  }
  for (double& value : mean.items()) value /= static_cast<double>(repeats_.size());
  return mean;
}

SufficientStatistics RepeatedEvaluation::statistics(std::span<const int> weights) const {
  SufficientStatistics sum(static_cast<std::size_t>(classes_));
  for (const WeightedMeasures& repeat : repeats_) sum.add(repeat.statistics(weights).sums, 1);
  return sum;
}

}  // namespace evaluation
