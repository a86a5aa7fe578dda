#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "baseline/data/subset.h"

namespace baseline {

using NamedTensors = std::map<std::string, at::Tensor>;

/// A trained model of single frames.
class Classifier {
 public:
  virtual ~Classifier() = default;
  /// [frames, classes] from `inputs` [frames, …], which must be as in training.
  virtual at::Tensor logits(const at::Tensor& inputs) const = 0;
  /// [frames, features] for out-of-distribution detection.
  virtual at::Tensor features(const at::Tensor& inputs) const = 0;
  /// For Grad-CAM: the last maps [frames, channels, rows, columns], and the logits from them, with gradients. Undefined
  /// if the inputs are features of another network.
  virtual at::Tensor maps(const at::Tensor& /*inputs*/) const { return {}; }
  virtual at::Tensor from_maps(const at::Tensor& /*maps*/) const { return {}; }
  /// Everything it learned, by name; `Trainer::load` is the inverse.
  virtual NamedTensors tensors() const = 0;
};

/// (steps done, total steps, mean loss); throws to stop the training.
using TrainingWatch = std::function<void(std::int64_t, std::int64_t, double)>;

/// A way to train, with settings to choose from.
class Trainer {
 public:
  virtual ~Trainer() = default;
  /// Descriptions for reports; at least one.
  virtual std::vector<std::string> settings() const = 0;
  /// How many of the inner folds are used; fewer if training is slow.
  virtual int inner_folds() const { return 4; }
  /// Trains with one setting.
  virtual std::shared_ptr<Classifier> train(const TrainingSubset& subset, std::size_t setting, std::uint64_t seed,
                                            const TrainingWatch& watch) const = 0;
  /// Trains with each setting.
  virtual std::vector<std::shared_ptr<Classifier>> train_all(const TrainingSubset& subset, std::uint64_t seed,
                                                             const TrainingWatch& watch) const;
  /// With each setting, trains a model of whole clips, whose input is the mean over a clip's frames; empty if not
  /// supported.
  virtual std::vector<std::shared_ptr<Classifier>> train_all_on_clips(const TrainingSubset& subset) const;
  virtual std::shared_ptr<Classifier> load(const NamedTensors& tensors, std::size_t setting) const = 0;
};

}  // namespace baseline
