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
  /// [frames, classes] of `inputs` [frames, …], as they were in training.
  virtual at::Tensor logits(const at::Tensor& inputs) const = 0;
  /// [frames, features] what tells a picture of the kind it was trained on from others.
  virtual at::Tensor features(const at::Tensor& inputs) const = 0;
  /// [frames, channels, rows, columns] its last maps of pictures, and the logits from them, with gradients: for
  /// Grad-CAM. Undefined where it takes features of another network, whose maps these would be.
  virtual at::Tensor maps(const at::Tensor& /*inputs*/) const { return {}; }
  virtual at::Tensor from_maps(const at::Tensor& /*maps*/) const { return {}; }
  /// What it learned, by name: enough to make it again.
  virtual NamedTensors tensors() const = 0;
};

/// What a training tells: (steps done, steps in all, mean loss). It throws to end the training.
using TrainingWatch = std::function<void(std::int64_t, std::int64_t, double)>;

/// One way to train, with some settings to choose from.
class Trainer {
 public:
  virtual ~Trainer() = default;
  /// In words that go into reports; at least one.
  virtual std::vector<std::string> settings() const = 0;
  /// How many of the inner folds are looked at: fewer where training takes long.
  virtual int inner_folds() const { return 4; }
  /// With one of the settings.
  virtual std::shared_ptr<Classifier> train(const TrainingSubset& subset, std::size_t setting, std::uint64_t seed,
                                            const TrainingWatch& watch) const = 0;
  /// With each of them.
  virtual std::vector<std::shared_ptr<Classifier>> train_all(const TrainingSubset& subset, std::uint64_t seed,
                                                             const TrainingWatch& watch) const;
  /// With each of them, models of whole clips, which take the mean of a clip's inputs over its frames; empty where
  /// there is no such thing.
  virtual std::vector<std::shared_ptr<Classifier>> train_all_on_clips(const TrainingSubset& subset) const;
  virtual std::shared_ptr<Classifier> load(const NamedTensors& tensors, std::size_t setting) const = 0;
};

}  // namespace baseline
