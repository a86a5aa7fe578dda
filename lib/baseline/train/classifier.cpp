#include "baseline/train/classifier.h"

namespace baseline {

std::vector<std::shared_ptr<Classifier>> Trainer::train_all(const TrainingSubset& subset, std::uint64_t seed,
                                                            const TrainingWatch& watch) const {
  std::vector<std::shared_ptr<Classifier>> all;
  for (std::size_t i = 0; i < settings().size(); ++i) all.push_back(train(subset, i, seed, watch));
  return all;
}

std::vector<std::shared_ptr<Classifier>> Trainer::train_all_on_clips(const TrainingSubset&) const { return {}; }

}  // namespace baseline
