#pragma once

#include <filesystem>

#include "baseline/train/mahalanobis_detector.h"
#include "baseline/train/selection.h"
#include "evaluation/predictions.h"

namespace baseline {

/// The model of one fold: the selected classifier, its clip rule, and an out-of-distribution detector.
class FoldModel {
 public:
  /// Selects settings on inner folds of `subset`, then trains on all of it.
  static FoldModel train(const TrainingSubset& subset, const Trainers& trainers, const model::SplitParameters& grouping,
                         std::uint64_t seed, const TrainingWatch& watch);

  /// [frames × classes], calibrated.
  std::vector<double> frame_probabilities(const at::Tensor& inputs) const;
  /// [classes] of the clip with these frames; `frames` are their probabilities.
  std::vector<double> clip_probabilities(const at::Tensor& inputs, std::span<const double> frames) const;
  /// Out-of-distribution score of the frames of a clip: median squared Mahalanobis distance over the threshold.
  double ood_score(const at::Tensor& inputs) const;

  const Selected& selected() const { return selected_; }
  const Classifier& classifier() const { return *classifier_; }

  /// Writes a safetensors file atomically, with everything except tensors in its metadata.
  void write(const std::filesystem::path& file) const;
  /// Throws Corrupt if it does not match the trainers.
  static FoldModel read(const std::filesystem::path& file, const Trainers& trainers);

 private:
  Selected selected_;
  std::shared_ptr<Classifier> classifier_;
  std::shared_ptr<Classifier> sequence_;  // only with the rule Sequence
  MahalanobisDetector detector_;
};

/// Predictions for the clips of a test subset.
std::vector<evaluation::ClipPrediction> predict(const FoldModel& model, const TestSubset& subset, int repeat, int fold);

}  // namespace baseline
