#pragma once

#include <string>
#include <utility>
#include <vector>

#include "baseline/data/features.h"
#include "baseline/train/classifier.h"
#include "baseline/train/logistic.h"

namespace baseline {

struct HeadRecipe {
  enum class Kind {
    Logistic,     ///< standardised features, logistic regression on means of quarters of clips
    PcaLogistic,  ///< logistic regression on the first principal components of frames: the reference baseline
    Mlp           ///< standardised features, one hidden layer with ReLU and dropout
  };
  Kind kind = Kind::Logistic;
  std::string features;  ///< name of the columns
  Columns columns;
  Columns ood_columns;    ///< for out-of-distribution detection
  std::vector<double> c;  ///< of the logistic regression, from strong to weak penalty; one setting each
  int components = 64;    ///< of PcaLogistic
  int hidden = 64;        ///< of Mlp
};

/// Trains heads on features of a frozen network.
class HeadTrainer : public Trainer {
 public:
  explicit HeadTrainer(HeadRecipe recipe) : recipe_(std::move(recipe)) {}
  std::vector<std::string> settings() const override;
  std::shared_ptr<Classifier> train(const TrainingSubset& subset, std::size_t setting, std::uint64_t seed,
                                    const TrainingWatch& watch) const override;
  std::vector<std::shared_ptr<Classifier>> train_all(const TrainingSubset& subset, std::uint64_t seed,
                                                     const TrainingWatch& watch) const override;
  std::vector<std::shared_ptr<Classifier>> train_all_on_clips(const TrainingSubset& subset) const override;
  std::shared_ptr<Classifier> load(const NamedTensors& tensors, std::size_t setting) const override;

 private:
  /// For each `c`, on the means of at most `segments` segments per clip.
  std::vector<std::shared_ptr<Classifier>> fit(const TrainingSubset& subset, const std::vector<double>& c,
                                               std::size_t segments) const;

  HeadRecipe recipe_;
};

}  // namespace baseline
