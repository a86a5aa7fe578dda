#pragma once

#include <cstdint>
#include <string>

#include "evaluation/predictions.h"

namespace evaluation {

/// Whether models are good enough to find label issues: those of a model at chance level are mostly its own errors.
struct LabelJudge {
  double accuracy = 0;           ///< of clips, by the mean probabilities over repeats
  double balanced_accuracy = 0;  ///< the same
  std::string majority_class;    ///< the most frequent label
  double majority_accuracy = 0;  ///< of always predicting it
  int permutations = 0;
  int reached = 0;  ///< permutations of the labels among subjects with at least this balanced accuracy

  /// (1 + reached) / (1 + permutations): Phipson and Smyth 2010.
  double p() const { return (1.0 + reached) / (1.0 + permutations); }
  /// Better than permuted labels (p below 0.05) and than always predicting the most frequent label.
  bool can_judge() const;
  /// Why not; empty if it can.
  std::string why_not() const;
};

/// Of checked out-of-fold predictions; deterministic.
LabelJudge label_judge(const Predictions& predictions, int permutations = 199, std::uint64_t seed = 1);

}  // namespace evaluation
