#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace evaluation {

/// The prediction of a held-out clip.
struct ClipPrediction {
  std::string clip;
  std::string subject;  ///< unit of the bootstrap: "manifest/subject", else the group's name
  std::string source;
  int label = 0;                            ///< index into the classes
  int fold = 0;                             ///< in which it was tested
  int repeat = 0;                           ///< of the cross-validation, from 0
  std::vector<std::int64_t> pictures;       ///< [frames] numbers in the stream
  std::vector<std::string> files;           ///< [frames] below the dataset's folder
  std::vector<double> frame_probabilities;  ///< [frames × classes], calibrated
  std::vector<double> probabilities;        ///< [classes] of the clip, by the rule selected on inner folds
  double ood_score = 0;                     ///< out-of-distribution score; `predict` refuses clips over 1

  std::size_t frames() const { return pictures.size(); }
  /// [classes] of one frame.
  std::span<const double> frame(std::size_t i) const;
  /// [classes] mean over the frames.
  std::vector<double> mean() const;
  /// [classes] share of the frames for which each class is the most probable.
  std::vector<double> votes() const;
};

/// Out-of-fold predictions: every clip once per repeat.
struct Predictions {
  std::vector<std::string> classes;
  std::vector<ClipPrediction> clips;
  std::vector<int> ranks = {};  ///< [classes] ranks of ordinal classes, from 0; empty if they have no order
};

/// Index of the largest; of the first of several.
int decision(std::span<const double> probabilities);

}  // namespace evaluation
