#include "evaluation/label_judge.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "evaluation/audit_scores.h"
#include "evaluation/confident_learning.h"
#include "evaluation/label_permutation.h"

namespace evaluation {
namespace {

constexpr double kSignificance = 0.05;

}  // namespace

bool LabelJudge::can_judge() const { return p() < kSignificance && accuracy > majority_accuracy; }

std::string LabelJudge::why_not() const {
  if (can_judge()) return {};
  if (p() >= kSignificance) {
    return fmt::format(
        "the models are no better than chance: their balanced accuracy of {:.2f} is reached in {} of {} permutations "
        "of the labels among subjects (p = {:.3f})",
        balanced_accuracy, reached, permutations, p());
  }
  return fmt::format("the models have an accuracy of {:.2f}; always predicting '{}' gives {:.2f}", accuracy,
                     majority_class, majority_accuracy);
}

LabelJudge label_judge(const Predictions& predictions, int permutations, std::uint64_t seed) {
  std::map<std::string, std::string> subject_of;
  for (const ClipPrediction& clip : predictions.clips) subject_of.emplace(clip.clip, clip.subject);
  std::vector<LabelIssue> clips = confident_learning(predictions).clips;
  std::ranges::sort(clips, {}, &LabelIssue::clip);
  std::vector<int> labels;
  std::vector<int> decisions;
  std::vector<std::string> subjects;
  std::vector<int> counts(predictions.classes.size());
  for (const LabelIssue& clip : clips) {
    labels.push_back(clip.given);
    decisions.push_back(decision(clip.probabilities));
    subjects.push_back(subject_of.at(clip.clip));
    ++counts[static_cast<std::size_t>(clip.given)];
  }
  const int classes = static_cast<int>(predictions.classes.size());
  LabelJudge judge;
  judge.accuracy = accuracy_of(labels, decisions);
  judge.balanced_accuracy = balanced_accuracy_of(labels, decisions, classes);
  const auto most = std::ranges::max_element(counts);
  judge.majority_class = predictions.classes[static_cast<std::size_t>(most - counts.begin())];
  judge.majority_accuracy = static_cast<double>(*most) / static_cast<double>(labels.size());
  judge.permutations = permutations;
  const LabelPermutation permutation(labels, subjects);
  for (int i = 0; i < permutations; ++i) {
    const std::vector<int> permuted = permutation.labels(seed, static_cast<std::uint64_t>(i));
    judge.reached += balanced_accuracy_of(permuted, decisions, classes) >= judge.balanced_accuracy ? 1 : 0;
  }
  return judge;
}

}  // namespace evaluation
