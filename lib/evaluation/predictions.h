#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace evaluation {

/// What a model says of one clip that it was not trained on.
struct ClipPrediction {
  std::string clip;
  std::string subject;  ///< what the bootstrap draws: "manifest/subject", else the group's name
  std::string source;
  int label = 0;                            ///< index into the classes
  int fold = 0;                             ///< in which it was tested
  int repeat = 0;                           ///< of the cross-validation, a seed each, from 0
  std::vector<std::int64_t> pictures;       ///< [frames] numbers in the stream
  std::vector<std::string> files;           ///< [frames] below the dataset's folder
  std::vector<double> frame_probabilities;  ///< [frames × classes], a row a frame; calibrated
  std::vector<double> probabilities;        ///< [classes] of the clip, by the rule that the inner folds chose
  double ood_score = 0;                     ///< over 1: no picture of the kind the model was trained on, and refused

  std::size_t frames() const { return pictures.size(); }
  /// [classes] of one frame.
  std::span<const double> frame(std::size_t i) const;
  /// [classes] mean over the frames.
  std::vector<double> mean() const;
  /// [classes] the share of the frames that each class wins.
  std::vector<double> votes() const;
};

/// Out-of-fold predictions: of each repeat every clip once.
struct Predictions {
  std::vector<std::string> classes;
  std::vector<ClipPrediction> clips;
  std::vector<int> ranks = {};  ///< [classes] their places from least to most, 0 first; empty: they have no order
};

/// The largest; the first of equal ones.
int decision(std::span<const double> probabilities);

}  // namespace evaluation
