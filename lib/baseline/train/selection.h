#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "baseline/train/classifier.h"

namespace baseline {

/// How a clip is classified from its frames.
enum class ClipRule {
  Mean,      ///< mean probability
  Majority,  ///< share of the frames for which each class is the most probable
  Sequence   ///< a model of the mean of the frames' features
};
std::string_view to_string(ClipRule rule);
std::optional<ClipRule> clip_rule_from(std::string_view text);

/// The score of a candidate on inner folds.
struct CandidateScore {
  std::string setting;
  double clip_log_loss = 0;  ///< of the mean probability after temperature scaling; classes have equal weight
  double frame_accuracy = 0;
  double clip_accuracy = 0;
};

/// The selection on inner folds.
struct Selected {
  std::size_t trainer = 0;
  std::size_t setting = 0;
  ClipRule rule = ClipRule::Mean;
  double temperature = 1;              ///< of the frames' logits
  double sequence_temperature = 1;     ///< of the clip's logits
  double ood_threshold = 0;            ///< of a clip's median distance
  std::vector<CandidateScore> scores;  ///< trainer by trainer, setting by setting
};

using Trainers = std::vector<std::shared_ptr<Trainer>>;

/// The selected setting, in words.
std::string setting_of(const Trainers& trainers, const Selected& selected);

/// Selects trainer, setting and clip rule, and fits temperatures, by cross-validation within the training subset. Inner
/// folds are grouped as the outer ones (`grouping`) and drawn with `seed`; there are fewer if there are too few groups.
/// The criterion is the log loss of clips; the first trainer and setting, and the mean, are kept unless another is
/// better by more than one standard error.
Selected select(const TrainingSubset& subset, const Trainers& trainers, const model::SplitParameters& grouping,
                std::uint64_t seed, const TrainingWatch& watch);

/// [classes] of a clip, from the calibrated probabilities of its frames [frames × classes].
std::vector<double> clip_probabilities(ClipRule rule, std::span<const double> frames, std::size_t classes);

}  // namespace baseline
