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

struct SplitParameters {
  std::string name;
  int folds = 5;
  SplitBy by = SplitBy::Subject;
  std::uint64_t seed = 0;
  std::string axis = "diagnosis";  ///< the axis of the taxonomy that is balanced
  UnknownClips unknown = UnknownClips::Together;
  std::string file = {};                     ///< the file with the assignment; empty: computed
  std::vector<std::string> fold_names = {};  ///< one per fold, or empty: train, val, test
  bool operator==(const SplitParameters&) const = default;
};

/// Whether the split's name and fold names are ids, and it has from 1 to kMaxFolds folds, all of them named or none.
bool is_valid(const SplitParameters& parameters);

/// The name of a fold, else its number.
std::string fold_name(const SplitParameters& parameters, int fold);

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
