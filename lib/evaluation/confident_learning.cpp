#include "evaluation/confident_learning.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "evaluation/prediction_table.h"

namespace evaluation {
namespace {

double margin_of(const std::vector<double>& probabilities, std::size_t given) {
  double other = 0;
  for (std::size_t c = 0; c < probabilities.size(); ++c) {
    if (c != given) other = std::max(other, probabilities[c]);
  }
  return probabilities[given] - other;
}

/// One row per clip, by id, with the mean of its probabilities.
std::vector<LabelIssue> clips_of(const Predictions& predictions) {
  std::map<std::string, std::pair<LabelIssue, double>> clips;
  for (const auto& [repeat, ordered] : by_repeat(predictions)) {
    for (const ClipPrediction* clip : ordered) {
      auto& [issue, times] = clips[clip->clip];
      issue.clip = clip->clip;
      issue.given = clip->label;
      issue.probabilities.resize(predictions.classes.size());
      for (std::size_t c = 0; c < predictions.classes.size(); ++c) issue.probabilities[c] += clip->probabilities[c];
      times += 1;
    }
  }
  std::vector<LabelIssue> label_issues;
  for (auto& [name, entry] : clips) {
    for (double& p : entry.first.probabilities) p /= entry.second;
    label_issues.push_back(std::move(entry.first));
  }
  return label_issues;
}

std::vector<std::optional<double>> thresholds_of(const std::vector<LabelIssue>& clips, std::size_t classes) {
  std::vector<double> sums(classes);
  std::vector<double> counts(classes);
  for (const LabelIssue& clip : clips) {
    sums[static_cast<std::size_t>(clip.given)] += clip.self_confidence();
    counts[static_cast<std::size_t>(clip.given)] += 1;
  }
  std::vector<std::optional<double>> thresholds(classes);
  for (std::size_t c = 0; c < classes; ++c) {
    if (counts[c] > 0) thresholds[c] = sums[c] / counts[c];
  }
  return thresholds;
}

/// The most probable class of those that reach their threshold. The tolerance makes equal clips reach their own mean
/// despite rounding.
std::optional<std::size_t> confident_class(const LabelIssue& clip,
                                           const std::vector<std::optional<double>>& thresholds) {
  constexpr double kRounding = 1e-12;
  std::optional<std::size_t> best;
  for (std::size_t c = 0; c < thresholds.size(); ++c) {
    if (!thresholds[c] || clip.probabilities[c] < *thresholds[c] - kRounding) continue;
    if (!best || clip.probabilities[c] > clip.probabilities[*best]) best = c;
  }
  return best;
}

}  // namespace

ConfidentLearning confident_learning(const Predictions& predictions) {
  check(predictions);
  const std::size_t classes = predictions.classes.size();
  ConfidentLearning result;
  result.clips = clips_of(predictions);
  result.thresholds = thresholds_of(result.clips, classes);
  result.joint.assign(classes, std::vector<std::int64_t>(classes));
  for (LabelIssue& clip : result.clips) {
    const auto given = static_cast<std::size_t>(clip.given);
    const std::optional<std::size_t> confident = confident_class(clip, result.thresholds);
    if (confident) ++result.joint[given][*confident];
    clip.margin = margin_of(clip.probabilities, given);
    clip.flagged = confident && *confident != given && clip.margin < 0;
    clip.suggested = clip.flagged ? static_cast<int>(*confident) : decision(clip.probabilities);
  }
  std::ranges::sort(result.clips, {}, [](const LabelIssue& clip) { return std::tie(clip.margin, clip.clip); });
  return result;
}

}  // namespace evaluation
