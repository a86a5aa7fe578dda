#include "evaluation/audit_verdict.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

namespace evaluation {
namespace {

// Where the rules draw their lines. Shares are of the model's gain over chance in balanced accuracy of clips.
constexpr double kExplained = 0.8;  // a shortcut that has this much leaves nothing to believe in
constexpr double kPartly = 0.5;     // this much has to be known
constexpr double kSignificant = 0.05;
constexpr std::int64_t kFewSubjects = 10;  // of a class: half a 95% interval of its recall is 15 points and more
constexpr double kGapPoints = 2;
constexpr double kSourcePoints = 10;
constexpr double kRise = 0.02;

std::string percent(double share) { return fmt::format("{:.0f}%", share * 100); }

std::string text_of(const AuditScore& score) {
  if (!score.interval) return fmt::format("{:.2f}", score.balanced);
  return fmt::format("{:.2f} ({:.2f} to {:.2f})", score.balanced, score.interval->low, score.interval->high);
}

/// Words for one that does not look at the tissue, as the beginning of a sentence.
std::string seen_by(const ShortcutScore& shortcut) {
  switch (shortcut.kind) {
    case ShortcutScore::Kind::Metadata:
      return "Metadata alone (container, codec, size, rate …), without a pixel,";
    case ShortcutScore::Kind::Source:
      return "The source alone, without a pixel,";
    case ShortcutScore::Kind::Border:
      return "The picture's border and corners alone";
    case ShortcutScore::Kind::Statistics:
      return "Brightness, contrast and sharpness alone";
  }
  return "";
}

/// What a shortcut's strength leads to. Statistics see the tissue too, so they are only worth knowing; the source is
/// what folds by source are for.
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
  const std::string told =
      fmt::format("{} {} a balanced accuracy of {}, where chance gives {:.2f} and the model has {:.2f}",
                  seen_by(shortcut), shortcut.kind == ShortcutScore::Kind::Source ? "gives" : "give", text_of(score),
                  result.chance(), result.model.balanced);
  std::string conclusion = share ? fmt::format(": {} of the model's gain.", percent(*share)) : ": more than the model.";
  if (verdict == Verdict::No) conclusion += " A shortcut may explain the number.";
  result.reasons.push_back({verdict, told + conclusion});
}

void evaluate_leaks(AuditResult& result) {
  if (!result.possible_leaks.empty()) {
    result.reasons.push_back({Verdict::Care, fmt::format("The split groups by {}. {} Where they do, the number is "
                                                         "better than it would be on new people.",
                                                         result.by, result.possible_leaks)});
  }
  if (result.leaks.empty()) return;
  result.reasons.push_back({Verdict::No, fmt::format("The split groups by {}. {} The number says how well the model "
                                                     "knows people again, not how well it does on new ones.",
                                                     result.by, result.leaks)});
}

void evaluate_permutations(AuditResult& result) {
  const PermutationTest& test = result.permutations;
  const bool better = test.p < kSignificant;
  result.reasons.push_back(
      {better ? Verdict::Yes : Verdict::No,
       fmt::format(
           "{} of {} labellings dealt anew among subjects do as well as the true one: p = {:.3g}, {} than chance.",
           test.reached, test.balanced.size(), test.p, better ? "better" : "no better")});
}

void evaluate_subjects(AuditResult& result) {
  for (std::size_t c = 0; c < result.classes.size(); ++c) {
    const std::int64_t subjects = result.counts.classes[c].subjects;
    if (subjects >= kFewSubjects) continue;
    result.reasons.push_back(
        {Verdict::Care, fmt::format("Only {} subject{} with {}: one person more or less moves its "
                                    "recall by {:.0f} points.",
                                    subjects, subjects == 1 ? "" : "s", result.classes[c],
                                    100. / static_cast<double>(std::max<std::int64_t>(1, subjects)))});
  }
}

void evaluate_groupings(AuditResult& result) {
  if (const auto gap = result.gap_points("clip"); gap && *gap >= kGapPoints) {
    result.reasons.push_back(
        {Verdict::Yes,
         fmt::format("By clip the same model would look {:.0f} points better (frames: "
                     "{:.2f} instead of {:.2f}); only the grouped number counts.",
                     *gap, result.grouping("clip")->frame_accuracy, result.grouping("subject")->frame_accuracy)});
  }
  const GroupingScore* source = result.grouping("source");
  if (source == nullptr) {
    const auto found = std::ranges::find(result.groupings, std::string("source"), &GroupingScore::by);
    if (found != result.groupings.end()) {
      result.reasons.push_back(
          {Verdict::Yes, "Whether it holds for a new source cannot be tested: " + found->impossible});
    }
    return;
  }
  const double loss = (result.model.balanced - source->clips.balanced) * 100;
  if (loss < kSourcePoints) return;
  result.reasons.push_back(
      {Verdict::Care, fmt::format("On sources that it was not trained on the model loses {:.0f} points "
                                  "(balanced accuracy {:.2f} instead of {:.2f}).",
                                  loss, source->clips.balanced, result.model.balanced)});
}

void evaluate_curve(AuditResult& result) {
  if (result.curve.size() < 3) return;
  const double rise = result.rise();
  result.reasons.push_back(
      {Verdict::Yes, rise >= kRise
                         ? fmt::format("The last two fifths of the subjects brought {:.0f} points: more should "
                                       "still help.",
                                       rise * 100)
                         : std::string("The last two fifths of the subjects brought nothing: more of the same "
                                       "will hardly help.")});
}

}  // namespace

std::string verdict_sentence(Verdict verdict) {
  if (verdict == Verdict::No) return "Do not believe the number.";
  return verdict == Verdict::Care ? "The number may be believed with care." : "The number may be believed.";
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
