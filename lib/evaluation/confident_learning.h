#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evaluation/predictions.h"

namespace evaluation {

/// How doubtful a clip's label is.
struct LabelIssue {
  std::string clip;
  int given = 0;
  int suggested = 0;                  ///< the class it is counted as if flagged, else the most probable class
  std::vector<double> probabilities;  ///< [classes] mean over repeats
  double margin = 0;                  ///< probability of the given label minus the largest of the others
  bool flagged = false;  ///< off the diagonal of the confident joint, and the label is not the most probable class

  double self_confidence() const { return probabilities[static_cast<std::size_t>(given)]; }
};

/// Label issues found from out-of-fold probabilities (Northcutt, Jiang and Chuang, "Confident learning", JAIR 70,
/// 2021).
struct ConfidentLearning {
  /// [classes] mean probability of a class over the clips with its label; nothing if there are none.
  std::vector<std::optional<double>> thresholds;
  /// [given][confident class] number of clips. A clip counts for the most probable of the classes whose threshold its
  /// probability reaches, and is left out if it reaches none.
  std::vector<std::vector<std::int64_t>> joint;
  /// All clips, the most doubtful first (by margin, then by id).
  std::vector<LabelIssue> clips;
};

/// Throws InvalidInput (see `check`).
ConfidentLearning confident_learning(const Predictions& predictions);

}  // namespace evaluation
