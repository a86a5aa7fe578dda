#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "baseline/train/classifier.h"

namespace baseline {

/// How the frames of a clip decide about the clip.
enum class ClipRule {
  Mean,      ///< mean probability
  Majority,  ///< share of the frames that each class wins
  Sequence   ///< a model of the mean of the frames' features
};
std::string_view to_string(ClipRule rule);
std::optional<ClipRule> clip_rule_from(std::string_view text);

/// What inner folds say of one way to train.
struct CandidateScore {
  std::string setting;
  double clip_log_loss = 0;  ///< of the mean probability, every class the same, after temperature
  double frame_accuracy = 0;
  double clip_accuracy = 0;
};

/// What inner folds chose.
struct Selected {
  std::size_t trainer = 0;
  std::size_t setting = 0;
  ClipRule rule = ClipRule::Mean;
  double temperature = 1;              ///< of the frames' logits
  double sequence_temperature = 1;     ///< of the clip's
  double ood_threshold = 0;            ///< of a clip's median distance
  std::vector<CandidateScore> scores;  ///< trainer by trainer, setting by setting
};

using Trainers = std::vector<std::shared_ptr<Trainer>>;

/// What was chosen, in words.
std::string setting_of(const Trainers& trainers, const Selected& selected);

/// Chooses trainer, setting and clip rule, and fits temperatures, by cross-validation within the training subset: folds
/// of the same kind (`grouping`), dealt by `seed`. Fewer folds where there are too few groups. The clip log loss
/// decides; the first trainer and setting, and the mean, are kept unless another is better by more than a standard
/// error.
Selected select(const TrainingSubset& subset, const Trainers& trainers, const model::SplitParameters& grouping,
                std::uint64_t seed, const TrainingWatch& watch);

/// [classes] of a clip, from the calibrated probabilities of its frames [frames × classes].
std::vector<double> clip_probabilities(ClipRule rule, std::span<const double> frames, std::size_t classes);

}  // namespace baseline
