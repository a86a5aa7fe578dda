#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace evaluation {

/// Scores in order, so that the area under the ROC curve under weights of subjects takes one pass and no sorting.
class RankedScores {
 public:
  /// [rows] each: score, is it positive, whose is it (an index into the weights).
  RankedScores(const std::vector<double>& scores, const std::vector<bool>& positives,
               const std::vector<std::size_t>& subjects);

  /// The probability that a positive row has a larger score than a negative one, ties half (Mann and Whitney 1947). NaN
  /// where one of both has no weight.
  double auroc(std::span<const int> weights) const;

 private:
  struct Row {
    std::size_t subject;
    bool positive;
    bool last_of_equals;
  };
  std::vector<Row> rows_;  // by score, ascending
};

/// A point of a ROC curve: from this score on, a row is called positive.
struct RocPoint {
  double false_positive_rate = 0;
  double true_positive_rate = 0;
};

/// From (0, 0) to (1, 1), a point for each score that occurs. Empty where all rows are positive, or none is.
std::vector<RocPoint> roc_curve(const std::vector<double>& scores, const std::vector<bool>& positives);

}  // namespace evaluation
