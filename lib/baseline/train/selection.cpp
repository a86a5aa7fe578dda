#include "baseline/train/selection.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "base/error.h"
#include "base/names.h"
#include "baseline/train/mahalanobis_detector.h"
#include "evaluation/calibration.h"
#include "evaluation/predictions.h"

namespace baseline {
namespace {

constexpr int kInnerFolds = 4;
constexpr double kMinProbability = 1e-6;

/// As many inner folds as possible, at most kInnerFolds.
Assignment inner_folds(const TrainingSubset& subset, model::SplitParameters grouping, std::uint64_t seed) {
  // Not the seed of the outer folds: by frame, a frame's fold depends on the seed alone.
  grouping.seed = seed ^ 0x9e3779b97f4a7c15U;
  for (grouping.folds = kInnerFolds; grouping.folds > 2; --grouping.folds) {
    try {
      return assign(subset.samples, grouping);
    } catch (const base::Error&) {
      // Too few groups for this many folds.
    }
  }
  return assign(subset.samples, grouping);
}

/// Logits of held-out frames and clips.
struct HeldOut {
  std::vector<double> logits;       // [frames × classes]
  std::vector<double> clip_logits;  // [clips × classes] of the model of whole clips; empty if there is none
  std::vector<double> distances;    // [clips] median over a clip's frames; for a trainer's first setting only
};

/// Labels and weights of the held-out clips, in the same order for all candidates.
struct Truth {
  std::size_t classes = 0;
  std::vector<int> frame_labels;
  std::vector<double> frame_weights;
  std::vector<int> clip_labels;
  std::vector<double> clip_weights;  // equal total weight for each class
  std::vector<std::size_t> frames;   // of each clip
  std::vector<std::string> persons;  // of each clip

  void add(const TestSubset& subset) {
    for (std::size_t i = 0; i < subset.samples.clips.size(); ++i) {
      const SampleClip& clip = subset.samples.clips[i];
      persons.push_back(clip.person);
      frame_labels.insert(frame_labels.end(), clip.frames.size(), clip.label);
      clip_labels.push_back(clip.label);
      frames.push_back(clip.frames.size());
    }
  }
  void finish() {
    std::vector<double> clips_of(classes);
    for (const int label : clip_labels) clips_of[static_cast<std::size_t>(label)] += 1;
    for (const int label : clip_labels) clip_weights.push_back(1 / clips_of[static_cast<std::size_t>(label)]);
    for (std::size_t i = 0; i < frames.size(); ++i) {
      frame_weights.insert(frame_weights.end(), frames[i], clip_weights[i] / static_cast<double>(frames[i]));
    }
  }
};

void append(std::vector<double>& to, const at::Tensor& logits) {
  const at::Tensor values = logits.to(at::kDouble).contiguous();
  to.insert(to.end(), values.data_ptr<double>(), values.data_ptr<double>() + values.numel());
}

std::vector<double> calibrated(std::span<const double> logits, std::size_t classes, double temperature) {
  std::vector<double> probabilities;
  for (std::size_t i = 0; i < logits.size(); i += classes) {
    const std::vector<double> row = evaluation::softmax(logits.subspan(i, classes), temperature);
    probabilities.insert(probabilities.end(), row.begin(), row.end());
  }
  return probabilities;
}

/// The score of clip probabilities [clips × classes] on inner folds.
struct ClipScore {
  std::vector<double> losses;  // [clips] log loss
  double log_loss = 0;         // their mean; classes have equal weight
  double accuracy = 0;
};

ClipScore score_clips(std::span<const double> probabilities, const Truth& truth) {
  ClipScore score;
  double weight = 0;
  for (std::size_t i = 0; i < truth.clip_labels.size(); ++i) {
    const auto row = probabilities.subspan(i * truth.classes, truth.classes);
    const auto label = static_cast<std::size_t>(truth.clip_labels[i]);
    score.losses.push_back(-std::log(std::max(row[label], kMinProbability)));
    score.log_loss += truth.clip_weights[i] * score.losses.back();
    weight += truth.clip_weights[i];
    if (evaluation::decision(row) == truth.clip_labels[i]) score.accuracy += 1;
  }
  score.log_loss /= weight;
  score.accuracy /= static_cast<double>(truth.clip_labels.size());
  return score;
}

/// Whether a score is better than another by more than one standard error of their difference over persons. Smaller
/// differences may be chance, and selecting by chance costs accuracy (one-standard-error rule of Breiman et al.,
/// Classification and Regression Trees, 1984).
bool clearly_better(const ClipScore& score, const ClipScore& than, const Truth& truth) {
  std::map<std::string, double> gains;
  double weight = 0;
  double gain = 0;
  for (std::size_t i = 0; i < score.losses.size(); ++i) {
    const double of_clip = truth.clip_weights[i] * (than.losses[i] - score.losses[i]);
    gains[truth.persons[i]] += of_clip;
    gain += of_clip;
    weight += truth.clip_weights[i];
  }
  if (gains.size() < 2) return false;
  double squares = 0;
  const double persons = static_cast<double>(gains.size());
  for (const auto& [person, of_person] : gains) squares += std::pow(of_person - gain / persons, 2);
  return gain / weight > std::sqrt(squares * persons / (persons - 1)) / weight;
}

/// [clips × classes] by a rule, from [frames × classes].
std::vector<double> by_rule(ClipRule rule, std::span<const double> frames, const Truth& truth) {
  std::vector<double> all;
  std::size_t from = 0;
  for (const std::size_t count : truth.frames) {
    const auto clip = clip_probabilities(rule, frames.subspan(from, count * truth.classes), truth.classes);
    all.insert(all.end(), clip.begin(), clip.end());
    from += count * truth.classes;
  }
  return all;
}

double frame_accuracy(std::span<const double> frames, const Truth& truth) {
  double right = 0;
  for (std::size_t i = 0; i < truth.frame_labels.size(); ++i) {
    if (evaluation::decision(frames.subspan(i * truth.classes, truth.classes)) == truth.frame_labels[i]) right += 1;
  }
  return right / static_cast<double>(truth.frame_labels.size());
}

/// The mean, unless another rule is clearly better.
ClipRule best_rule(const HeldOut& held_out, const Truth& truth, const Selected& selected) {
  const std::vector<double> frames = calibrated(held_out.logits, truth.classes, selected.temperature);
  ClipRule best = ClipRule::Mean;
  ClipScore score = score_clips(by_rule(ClipRule::Mean, frames, truth), truth);
  const auto consider = [&](ClipRule rule, std::span<const double> probabilities) {
    ClipScore other = score_clips(probabilities, truth);
    if (!clearly_better(other, score, truth)) return;
    best = rule;
    score = std::move(other);
  };
  if (!held_out.clip_logits.empty()) {
    consider(ClipRule::Sequence, calibrated(held_out.clip_logits, truth.classes, selected.sequence_temperature));
  }
  consider(ClipRule::Majority, by_rule(ClipRule::Majority, frames, truth));
  return best;
}

/// Median Mahalanobis distances of the clips of `test` to the training data.
std::vector<double> clip_distances(const Classifier& classifier, const TrainingSubset& training,
                                   const TestSubset& test) {
  const MahalanobisDetector detector =
      MahalanobisDetector::of(classifier.features(training.inputs), training.weights());
  const std::vector<double> frames = detector.distances(classifier.features(test.inputs));
  std::vector<double> clips;
  auto from = frames.begin();
  for (const SampleClip& clip : test.samples.clips) {
    const auto to = from + static_cast<std::ptrdiff_t>(clip.frames.size());
    clips.push_back(median({from, to}));
    from = to;
  }
  return clips;
}

constexpr auto kClipRuleNames = base::names<ClipRule>(
    {{ClipRule::Mean, "mean"}, {ClipRule::Majority, "majority"}, {ClipRule::Sequence, "sequence"}});

}  // namespace

std::string_view to_string(ClipRule rule) { return base::name_of(kClipRuleNames, rule); }

std::optional<ClipRule> clip_rule_from(std::string_view text) { return base::value_of(kClipRuleNames, text); }

std::vector<double> clip_probabilities(ClipRule rule, std::span<const double> frames, std::size_t classes) {
  std::vector<double> result(classes);
  const double share = static_cast<double>(classes) / static_cast<double>(frames.size());
  for (std::size_t i = 0; i < frames.size(); i += classes) {
    const auto row = frames.subspan(i, classes);
    if (rule == ClipRule::Majority) {
      result[static_cast<std::size_t>(evaluation::decision(row))] += share;
    } else {
      for (std::size_t c = 0; c < classes; ++c) result[c] += row[c] * share;
    }
  }
  return result;
}

std::string setting_of(const Trainers& trainers, const Selected& selected) {
  return trainers.at(selected.trainer)->settings().at(selected.setting);
}

Selected select(const TrainingSubset& subset, const Trainers& trainers, const model::SplitParameters& grouping,
                std::uint64_t seed, const TrainingWatch& watch) {
  const Assignment inner = inner_folds(subset, grouping, seed);
  Truth truth;
  truth.classes = subset.samples.classes.size();
  std::vector<std::vector<HeldOut>> held_out;
  for (const auto& trainer : trainers) held_out.emplace_back(trainer->settings().size());
  const auto needed = [](const auto& trainer) { return trainer->inner_folds(); };
  const int most = needed(*std::ranges::max_element(trainers, {}, needed));
  int looked_at = 0;
  for (int fold = 0; fold < inner.parameters.folds && looked_at < most; ++fold) {
    const TrainingSubset training = inner_training_subset(subset, inner, fold);
    const TestSubset test = inner_test_subset(subset, inner, fold);
    if (test.samples.clips.empty() || training.samples.clips.empty()) continue;
    ++looked_at;
    truth.add(test);
    for (std::size_t t = 0; t < trainers.size(); ++t) {
      const auto all = trainers[t]->train_all(training, seed, watch);
      const std::vector<double> distances = clip_distances(*all[0], training, test);
      held_out[t][0].distances.insert(held_out[t][0].distances.end(), distances.begin(), distances.end());
      for (std::size_t s = 0; s < all.size(); ++s) {
        append(held_out[t][s].logits, all[s]->logits(test.inputs));
      }
      const auto of_clips = trainers[t]->train_all_on_clips(training);
      if (of_clips.empty()) continue;
      const at::Tensor means = segments_of(test, 1).inputs;
      for (std::size_t s = 0; s < of_clips.size(); ++s) append(held_out[t][s].clip_logits, of_clips[s]->logits(means));
    }
  }
  if (looked_at == 0)
    throw base::Error(base::Code::InvalidInput, "no inner fold has clips both to train on and to test");
  truth.finish();

  Selected selected;
  ClipScore best;
  for (std::size_t t = 0; t < trainers.size(); ++t) {
    const std::vector<std::string> settings = trainers[t]->settings();
    for (std::size_t s = 0; s < settings.size(); ++s) {
      const double temperature =
          evaluation::fit_temperature(held_out[t][s].logits, truth.frame_labels, truth.frame_weights);
      const std::vector<double> frames = calibrated(held_out[t][s].logits, truth.classes, temperature);
      ClipScore score = score_clips(by_rule(ClipRule::Mean, frames, truth), truth);
      selected.scores.push_back({settings[s], score.log_loss, frame_accuracy(frames, truth), score.accuracy});
      if (!best.losses.empty() && !clearly_better(score, best, truth)) continue;
      best = std::move(score);
      selected.trainer = t;
      selected.setting = s;
      selected.temperature = temperature;
    }
  }
  const HeldOut& chosen = held_out[selected.trainer][selected.setting];
  if (!chosen.clip_logits.empty()) {
    selected.sequence_temperature =
        evaluation::fit_temperature(chosen.clip_logits, truth.clip_labels, truth.clip_weights);
  }
  selected.ood_threshold = ood_threshold(held_out[selected.trainer][0].distances);
  selected.rule = best_rule(chosen, truth, selected);
  return selected;
}

}  // namespace baseline
