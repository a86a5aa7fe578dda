#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "evaluation/bootstrap.h"
#include "evaluation/metrics.h"

namespace evaluation {

/// Out-of-fold accuracy on clips.
struct AuditScore {
  double accuracy = 0;
  double balanced = 0;               ///< balanced accuracy: mean over classes of the recall
  std::optional<Interval> interval;  ///< 95%, of `balanced`; bootstrap over subjects
};

/// A predictor that does not see tissue.
struct ShortcutScore {
  enum class Kind { Metadata, Source, Border, Statistics };
  Kind kind = Kind::Metadata;
  std::string name;
  bool together = false;  ///< all predictors of its kind at once; the verdict uses only these
  AuditScore score;
};
std::string_view to_string(ShortcutScore::Kind kind);

/// The same model on folds that are grouped differently; means over several draws of the folds.
struct GroupingScore {
  std::string by;          ///< frame, clip, subject, source
  std::string impossible;  ///< why there are no such folds; empty if there are
  double frame_accuracy = 0;
  double frame_balanced = 0;
  AuditScore clips;  ///< without interval
};

/// The model on labels permuted among subjects.
struct PermutationTest {
  std::vector<double> balanced;  ///< clip balanced accuracies, in the order of the permutations
  std::int64_t reached = 0;      ///< permutations that score at least as high as the true labels
  double p = 1;                  ///< (1 + reached) / (1 + permutations): Phipson and Smyth 2010
  std::string how;               ///< which labels were exchanged, in words
};

/// The model trained on a share of the training subjects.
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
  Verdict leads_to = Verdict::Yes;  ///< the worst of all reasons is the verdict; Yes: only a note
  std::string text;
};

struct AuditResult {
  std::string split;
  std::string by;
  std::string axis;
  int folds = 0;
  std::uint64_t seed = 0;
  std::string digest;   ///< of everything the result depends on
  std::string dataset;  ///< the catalog's digest
  std::string network;  ///< the model and its features, in words
  std::string version;
  std::vector<std::string> classes;
  Counts counts;
  std::string leaks;           ///< a sentence; empty if none were found
  std::string possible_leaks;  ///< a sentence; empty if there are none or `leaks` is set

  int majority_class = 0;
  double majority_accuracy = 0;  ///< its share of the clips

  AuditScore model;
  double frame_accuracy = 0;
  double frame_balanced = 0;
  std::vector<ShortcutScore> shortcuts;
  PermutationTest permutations;
  std::vector<GroupingScore> groupings;
  std::vector<CurvePoint> curve;

  Verdict verdict = Verdict::No;
  std::vector<AuditReason> reasons;  ///< the worst first

  double chance() const { return 1 / static_cast<double>(classes.size()); }  ///< balanced accuracy of guessing
  /// The score's gain over chance as a share of the model's; nothing if the model has no gain.
  std::optional<double> share_of_gain(const AuditScore& score) const;
  const GroupingScore* grouping(std::string_view by_what) const;  ///< nullptr if there are no such folds
  /// Frame accuracy with folds by `by_what` minus that by subject, in percentage points.
  std::optional<double> gap_points(std::string_view by_what) const;
  /// The rise of balanced accuracy over the last two steps of the learning curve.
  double rise() const;
};

}  // namespace evaluation
