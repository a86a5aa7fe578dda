#pragma once

#include <filesystem>

#include "baseline/train/mahalanobis_detector.h"
#include "baseline/train/selection.h"
#include "evaluation/predictions.h"

namespace baseline {

/// What the training on one training subset gives: the selected classifier, how its frames decide about a clip, and
/// what it knows of the kind of picture it was trained on.
class FoldModel {
 public:
  /// Selects on inner folds of `part`, then trains on all of it.
  static FoldModel train(const TrainingSubset& subset, const Trainers& trainers, const model::SplitParameters& grouping,
                         std::uint64_t seed, const TrainingWatch& watch);

  /// [frames × classes], calibrated.
  std::vector<double> frame_probabilities(const at::Tensor& inputs) const;
  /// [classes] of a clip of these frames, whose probabilities are `frames`.
  std::vector<double> clip_probabilities(const at::Tensor& inputs, std::span<const double> frames) const;
  /// Whether these frames of one clip are of the kind it was trained on; their median squared distance over its limit.
  double ood_score(const at::Tensor& inputs) const;

  const Selected& selected() const { return selected_; }
  const Classifier& classifier() const { return *classifier_; }

  /// Tensors in a safetensors file, everything else in its metadata. Written whole or not at all.
  void write(const std::filesystem::path& file) const;
  /// Throws Corrupt where it does not fit the trainers.
  static FoldModel read(const std::filesystem::path& file, const Trainers& trainers);

 private:
  Selected selected_;
  std::shared_ptr<Classifier> classifier_;
  std::shared_ptr<Classifier> sequence_;  // none, unless the rule is Sequence
  MahalanobisDetector detector_;
};

/// What a model says of the clips of a test subset.
std::vector<evaluation::ClipPrediction> predict(const FoldModel& model, const TestSubset& subset, int repeat, int fold);

}  // namespace baseline
