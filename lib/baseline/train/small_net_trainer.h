#pragma once

#include "baseline/train/augment.h"
#include "baseline/train/classifier.h"
#include "networks/small_net.h"

namespace baseline {

/// Trains SmallNet from scratch. Inputs are [frames, 1, 112, 112] bytes.
class SmallNetTrainer : public Trainer {
 public:
  std::vector<std::string> settings() const override;
  int inner_folds() const override { return 1; }
  std::shared_ptr<Classifier> train(const TrainingSubset& subset, std::size_t setting, std::uint64_t seed,
                                    const TrainingWatch& watch) const override;
  std::shared_ptr<Classifier> load(const NamedTensors& tensors, std::size_t setting) const override;

 private:
  Augmentation augmentation_;
};

}  // namespace baseline
