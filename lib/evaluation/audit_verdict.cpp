#include "evaluation/audit_verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace evaluation {
namespace {

// Thresholds of the rules. Shares are of the model's gain over chance in balanced accuracy of clips.
constexpr double kExplained = 0.8;  // a shortcut with this share explains the result
constexpr double kPartly = 0.5;     // a shortcut with this share calls for caution
constexpr double kSignificant = 0.05;
constexpr std::int64_t kFewSubjects = 10;  // per class: with fewer, half a 95% interval of recall exceeds 15 points
constexpr double kGapPoints = 2;
constexpr double kSourcePoints = 10;
constexpr double kRise = 0.02;

std::string percent(double share) { return fmt::format("{:.0f}%", share * 100); }

std::string text_of(const AuditScore& score) {
  if (!score.interval) return fmt::format("{:.2f}", score.balanced);
  return fmt::format("{:.2f} ({:.2f} to {:.2f})", score.balanced, score.interval->low, score.interval->high);
}

/// What a shortcut's classifier gets to see.
std::string_view seen_by(const ShortcutScore& shortcut) {
  switch (shortcut.kind) {
    case ShortcutScore::Kind::Metadata:
      return "metadata alone (container, codec, size, frame rate, …)";
    case ShortcutScore::Kind::Source:
      return "the source alone";
    case ShortcutScore::Kind::Border:
      return "the picture's border and corners alone";
    case ShortcutScore::Kind::Statistics:
      return "brightness, contrast and sharpness alone";
  }
  return "";
}

/// The verdict for a shortcut's share of the gain. Statistics also reflect the tissue, so they are only reported; folds
/// by source test what the source contributes, so it never leads to No.
Verdict weight_of(const ShortcutScore& shortcut, double share) {
  if (shortcut.kind == ShortcutScore::Kind::Statistics) return Verdict::Yes;
  if (shortcut.kind == ShortcutScore::Kind::Source) return share >= kExplained ? Verdict::Care : Verdict::Yes;
  return share >= kExplained ? Verdict::No : share >= kPartly ? Verdict::Care : Verdict::Yes;
}

void evaluate_shortcut(AuditResult& result, const ShortcutScore& shortcut) {
  const AuditScore& score = shortcut.score;
  if (!score.interval || score.interval->low <= result.chance()) return;
  const std::optional<double> share = result.share_of_gain(score);
  const Verdict verdict = weight_of(shortcut, share.value_or(1));
  std::string text = fmt::format(
      "With {}, a classifier reaches a balanced accuracy of {}, against {:.2f} by chance and {:.2f} for the model",
      seen_by(shortcut), text_of(score), result.chance(), result.model.balanced);
  text += share ? fmt::format(": {} of the model's gain over chance.", percent(*share)) : ": more than the model.";
  if (verdict == Verdict::No) text += " A shortcut may explain the result.";
  result.reasons.push_back({verdict, text});
}

void evaluate_leaks(AuditResult& result) {
  if (!result.possible_leaks.empty()) {
    result.reasons.push_back({Verdict::Care, fmt::format("The split is grouped by {}. {} If frames do leak, the result "
                                                         "is better than it would be on new people.",
                                                         result.by, result.possible_leaks)});
  }
  if (result.leaks.empty()) return;
  result.reasons.push_back({Verdict::No, fmt::format("The split is grouped by {}. {} The result shows how well the "
                                                     "model recognises people, not how well it does on new ones.",
                                                     result.by, result.leaks)});
}

void evaluate_permutations(AuditResult& result) {
  const PermutationTest& test = result.permutations;
  const bool better = test.p < kSignificant;
  result.reasons.push_back(
      {better ? Verdict::Yes : Verdict::No,
       fmt::format("In {} of {} permutations of the labels among subjects, the model does as well as with the true "
                   "labels (p = {:.3g}): {} than chance.",
                   test.reached, test.balanced.size(), test.p, better ? "better" : "no better")});
}

void evaluate_subjects(AuditResult& result) {
  for (std::size_t c = 0; c < result.classes.size(); ++c) {
    const std::int64_t subjects = result.counts.classes[c].subjects;
    if (subjects >= kFewSubjects) continue;
    result.reasons.push_back(
        {Verdict::Care, fmt::format("Only {} with {}: one person changes its recall by {:.0f} points.",
                                    base::counted(subjects, "subject"), result.classes[c],
                                    100. / static_cast<double>(std::max<std::int64_t>(1, subjects)))});
  }
}

void evaluate_groupings(AuditResult& result) {
  if (const auto gap = result.gap_points("clip"); gap && *gap >= kGapPoints) {
    result.reasons.push_back(
        {Verdict::Yes,
         fmt::format("With folds by clip, the same model looks {:.0f} points better (frame accuracy {:.2f} instead of "
                     "{:.2f}). Report the result by subject.",
                     *gap, result.grouping("clip")->frame_accuracy, result.grouping("subject")->frame_accuracy)});
  }
  const GroupingScore* source = result.grouping("source");
  if (source == nullptr) {
    const auto found = std::ranges::find(result.groupings, std::string("source"), &GroupingScore::by);
    if (found != result.groupings.end()) {
      result.reasons.push_back({Verdict::Yes, "Performance on a new source cannot be tested: " + found->impossible});
    }
    return;
  }
  const double loss = (result.model.balanced - source->clips.balanced) * 100;
  if (loss < kSourcePoints) return;
  result.reasons.push_back(
      {Verdict::Care, fmt::format("On sources it was not trained on, the model loses {:.0f} points "
                                  "(balanced accuracy {:.2f} instead of {:.2f}).",
                                  loss, source->clips.balanced, result.model.balanced)});
}

void evaluate_curve(AuditResult& result) {
  if (result.curve.size() < 3) return;
  const double rise = result.rise();
  result.reasons.push_back(
      {Verdict::Yes, rise >= kRise
                         ? fmt::format("The last 40% of the subjects raised balanced accuracy by {:.0f} points: more "
                                       "subjects should help.",
                                       rise * 100)
                         : fmt::format("The last 40% of the subjects raised balanced accuracy by less than {:.0f} "
                                       "points: more of the same will hardly help.",
                                       kRise * 100)});
}

}  // namespace

std::string verdict_sentence(Verdict verdict) {
  if (verdict == Verdict::No) return "Do not trust the result.";
  return verdict == Verdict::Care ? "Treat the result with caution." : "The result can be trusted.";
}

void evaluate_audit(AuditResult& result) {
  result.reasons.clear();
  evaluate_leaks(result);
  evaluate_permutations(result);
  for (const ShortcutScore& shortcut : result.shortcuts) {
    if (shortcut.together) evaluate_shortcut(result, shortcut);
  }
  evaluate_subjects(result);
  evaluate_groupings(result);
  evaluate_curve(result);
  std::ranges::stable_sort(result.reasons, std::greater(), &AuditReason::leads_to);
  result.verdict = result.reasons.front().leads_to;
}

}  // namespace evaluation
