#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evaluation/predictions.h"

namespace evaluation {

/// How far a clip's label is to be doubted.
struct LabelIssue {
  std::string clip;
  int given = 0;
  int suggested = 0;  ///< of a flagged clip, the class that it is counted to; else the most probable one
  std::vector<double> probabilities;  ///< [classes] mean over repeats
  double margin = 0;                  ///< probability of the given label minus the largest of the others
  bool flagged = false;  ///< off the diagonal of the confident joint, and not what the model would say anyway

  double self_confidence() const { return probabilities[static_cast<std::size_t>(given)]; }
};

/// Labels that look wrong, from out-of-fold probabilities (Northcutt, Jiang and Chuang, "Confident learning", JAIR 70,
/// 2021).
struct ConfidentLearning {
  /// [classes] mean probability of a class over the clips that have its label; nothing without such a clip.
  std::vector<std::optional<double>> thresholds;
  /// [given][confident class] clips whose probability of a class reaches its threshold, counted to the most probable
  /// one of these. Clips that reach none are not counted.
  std::vector<std::vector<std::int64_t>> joint;
  /// All clips, the most doubtful first: by margin, then by id.
  std::vector<LabelIssue> clips;
};

/// Throws InvalidInput where there is nothing that can be evaluated (see `check`).
ConfidentLearning confident_learning(const Predictions& predictions);

}  // namespace evaluation
