#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace evaluation {

/// Sorted scores: the area under the ROC curve for any weights of subjects takes one pass.
class RankedScores {
 public:
  /// All [rows]; `subjects` are indices into the weights.
  RankedScores(const std::vector<double>& scores, const std::vector<bool>& positives,
               const std::vector<std::size_t>& subjects);

  /// The probability that a positive row scores higher than a negative one, ties half (Mann and Whitney 1947). NaN if
  /// the positive or the negative rows have no weight.
  double auroc(std::span<const int> weights) const;

 private:
  struct Row {
    std::size_t subject;
    bool positive;
    bool last_of_equals;
  };
  std::vector<Row> rows_;  // by score, ascending
};

/// A point of a ROC curve.
struct RocPoint {
  double false_positive_rate = 0;
  double true_positive_rate = 0;
};

/// From (0, 0) to (1, 1), one point per distinct score. Empty if all rows or none are positive.
std::vector<RocPoint> roc_curve(const std::vector<double>& scores, const std::vector<bool>& positives);

}  // namespace evaluation
