#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "model/link.h"

namespace model {

/// What a split keeps together. Frame and Clip are insufficient; they exist to demonstrate leaks.
enum class SplitBy { Frame, Clip, Case, Subject, Source };
std::string_view to_string(SplitBy by);
std::optional<SplitBy> split_by_from(std::string_view text);

/// What happens to clips without subject and case, which may be of any person of their source.
enum class UnknownClips {
  Together,  ///< unknown clips of a source share a fold
  Join,      ///< they share a fold with all clips of their source
  LeaveOut,  ///< they are in no fold
};
std::string_view to_string(UnknownClips unknown);
std::optional<UnknownClips> unknown_clips_from(std::string_view text);

inline constexpr int kMaxFolds = 1000;
inline constexpr int kMaxWeight = 100;

/// How much a split cares that each of these is spread evenly over its folds; 0: not at all.
struct Balance {
  int labels = 1;  ///< clips of each label
  int clips = 1;   ///< all clips
  int frames = 1;  ///< frames of each label, and all frames
  int source = 0;  ///< clips of each source
  int probe = 0;   ///< clips of each kind of probe
  bool operator==(const Balance&) const = default;
  /// The largest and the mean difference of a label's share are minimised, instead of a chi-square.
  bool labels_only() const { return labels > 0 && clips == 0 && frames == 0 && source == 0 && probe == 0; }
};

struct SplitParameters {
  std::string name;
  int folds = 5;  ///< with the test set
  SplitBy by = SplitBy::Subject;
  std::uint64_t seed = 0;
  std::string axis = "diagnosis";  ///< the axis of the taxonomy that is balanced; several: commas between them
  UnknownClips unknown = UnknownClips::Together;
  std::string file = {};                     ///< the file with the assignment; empty: computed
  std::vector<std::string> fold_names = {};  ///< one per fold, or empty: train, val, test
  int test = 0;                              ///< share of the test set, in thousandths; 0: none, or held out
  std::vector<std::string> held_out = {};    ///< "source=bedside": the test set is what has one of these values
  Balance balance = {};
  bool operator==(const SplitParameters&) const = default;
};

/// Whether the split's name and fold names are ids, it has from 1 to kMaxFolds folds, all of them named or none, and
/// options that `split` accepts.
bool is_valid(const SplitParameters& parameters);

/// Whether the last fold is a test set: a fold beside those for cross-validation. Splits that came from a file have
/// none, however their folds are named.
bool has_test_set(const SplitParameters& parameters);
/// The number of folds for cross-validation.
int cross_validation_folds(const SplitParameters& parameters);
/// The same parameters with this number of folds for cross-validation, and names for folds if there is a test set.
SplitParameters with_folds(SplitParameters parameters, int folds);
/// The same folds without the test set.
SplitParameters without_test_set(SplitParameters parameters);

/// The axes that are balanced; labels in lists of clips are those of the first.
std::vector<std::string> axes_of(const SplitParameters& parameters);

/// What is not default of `test`, `held_out` and `balance` as a JSON object; empty: nothing.
std::string options_json(const SplitParameters& parameters);
/// Sets what options_json wrote. Throws InvalidInput for anything else.
void read_options(std::string_view json, SplitParameters& parameters);

/// The name of a fold, else its number.
std::string fold_name(const SplitParameters& parameters, int fold);
/// "fold 2", "fold 'val'", "the test set".
std::string fold_in_words(const SplitParameters& parameters, int fold);

/// The unit that folds divide: clips that must stay together.
struct Group {
  std::vector<std::string> clips;  ///< ids, sorted
  std::optional<Link> weakest;     ///< the weakest link that joins the group; none for a single clip
  int fold = 0;                    ///< 0 … folds - 1
  bool operator==(const Group&) const = default;
};

/// A named assignment of groups to folds. Groups are sorted by their first clip.
struct Split {
  SplitParameters parameters;
  std::vector<Group> groups;
  std::string stale;  ///< why it no longer fits the dataset; empty: it fits

  /// Covers parameters and assignment, not `stale`.
  base::Digest digest() const;
  bool operator==(const Split&) const = default;
};

/// The fold of one frame under SplitBy::Frame: SHA-256 of "seed\nclip\npicture\n", its first 8 bytes as a big-endian
/// number modulo the folds.
int frame_fold(const SplitParameters& parameters, std::string_view clip, std::int64_t picture);

}  // namespace model
