#pragma once

#include <cstdint>
#include <string>

#include "evaluation/predictions.h"

namespace evaluation {

/// Whether models know enough to doubt labels: most doubts of one that knows no more than chance are its own faults.
struct LabelJudge {
  double accuracy = 0;           ///< of clips, by the mean probabilities over repeats
  double balanced_accuracy = 0;  ///< the same
  std::string majority_class;    ///< the most frequent label
  double majority_accuracy = 0;  ///< of a guess that always says so
  int permutations = 0;
  int reached = 0;  ///< labels dealt again among subjects agree as well (balanced accuracy)

  /// (1 + reached) / (1 + permutations): Phipson and Smyth 2010.
  double p() const { return (1.0 + reached) / (1.0 + permutations); }
  /// Better than labels dealt again (p below 0.05), and than the guess.
  bool can_judge() const;
  /// Why not; empty where it can.
  std::string why_not() const;
};

/// Of checked out-of-fold predictions. The same for the same predictions.
LabelJudge label_judge(const Predictions& predictions, int permutations = 199, std::uint64_t seed = 1);

}  // namespace evaluation
