#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evaluation/bootstrap.h"
#include "evaluation/metrics.h"

namespace evaluation {

/// How well clips are told apart, out of fold.
struct AuditScore {
  double accuracy = 0;
  double balanced = 0;               ///< mean over classes of the share of their clips that is right
  std::optional<Interval> interval;  ///< 95% of `balanced`, bootstrap over subjects
};

/// One that does not look at the tissue.
struct ShortcutScore {
  enum class Kind { Metadata, Source, Border, Statistics };
  Kind kind = Kind::Metadata;
  std::string name;
  bool together = false;  ///< all of its kind at once: what the verdict looks at
  AuditScore score;
};
std::string_view to_string(ShortcutScore::Kind kind);

/// The same model on folds that keep something else together: means over several deals of the folds.
struct GroupingScore {
  std::string by;          ///< frame, clip, subject, source
  std::string impossible;  ///< why there are no such folds; empty: there are
  double frame_accuracy = 0;
  double frame_balanced = 0;
  AuditScore clips;  ///< without interval
};

/// The model on labels that were dealt anew among subjects.
struct PermutationTest {
  std::vector<double> balanced;  ///< clip balanced accuracies, in the order of the permutations
  std::int64_t reached = 0;      ///< how many are as good as the true labels' or better
  double p = 1;                  ///< (1 + reached) / (1 + permutations): Phipson and Smyth 2010
  std::string how;               ///< which labels changed places, in words
};

/// Trained on some of the training subset's subjects.
struct CurvePoint {
  double share = 0;     ///< of the subjects, of each class
  double subjects = 0;  ///< mean over folds and draws
  double balanced = 0;  ///< clip balanced accuracy, mean over draws
  double least = 0;     ///< of the draws
  double most = 0;
};

enum class Verdict { Yes, Care, No };
std::string_view to_string(Verdict verdict);  ///< yes, with-care, no

struct AuditReason {
  Verdict leads_to = Verdict::Yes;  ///< the verdict is that of the worst; Yes: worth knowing
  std::string text;
};

struct AuditResult {
  std::string split;
  std::string by;
  std::string axis;
  int folds = 0;
  std::uint64_t seed = 0;
  std::string digest;   ///< of all that the result depends on
  std::string network;  ///< what the model sees and is, in words
  std::string version;
  std::vector<std::string> classes;
  Counts counts;
  std::string leaks;           ///< a sentence; empty: none was found
  std::string possible_leaks;  ///< a sentence, where there are no others; empty: none

  int majority_class = 0;
  double majority_accuracy = 0;  ///< by clip

  AuditScore model;
  double frame_accuracy = 0;
  double frame_balanced = 0;
  std::vector<ShortcutScore> shortcuts;
  PermutationTest permutations;
  std::vector<GroupingScore> groupings;
  std::vector<CurvePoint> curve;

  Verdict verdict = Verdict::No;
  std::vector<AuditReason> reasons;  ///< the worst first

  double chance() const { return 1 / static_cast<double>(classes.size()); }  ///< balanced accuracy without knowledge
  /// Which part of the model's gain over chance a score has; nothing where the model gains nothing.
  std::optional<double> share_of_gain(const AuditScore& score) const;
  const GroupingScore* grouping(std::string_view by_what) const;  ///< nullptr where it could not be made
  /// Frame accuracy when folds keep `by_what` together less that by subject, in points of percent.
  std::optional<double> gap_points(std::string_view by_what) const;
  /// Whether more subjects still help: the curve's last two steps together.
  double rise() const;
};

}  // namespace evaluation
