#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "model/link.h"

namespace model {

/// What a split keeps together. Frame and Clip keep too little: they are there to show what leaks.
enum class SplitBy { Frame, Clip, Case, Subject, Source };
std::string_view to_string(SplitBy by);
std::optional<SplitBy> split_by_from(std::string_view text);

/// Where clips go that name neither subject nor case. Each may be of any person of its source.
enum class UnknownClips {
  Together,  ///< the unknown ones of a source share a fold
  Join,      ///< they share it with all other clips of their source
  LeaveOut,  ///< they are in no fold
};
std::string_view to_string(UnknownClips unknown);
std::optional<UnknownClips> unknown_clips_from(std::string_view text);

struct SplitParameters {
  std::string name;
  int folds = 5;
  SplitBy by = SplitBy::Subject;
  std::uint64_t seed = 0;
  std::string axis = "diagnosis";  ///< of the taxonomy: what is balanced
  UnknownClips unknown = UnknownClips::Together;
  std::string file = {};                     ///< the file that the assignment came from; empty: it was made here
  std::vector<std::string> fold_names = {};  ///< one a fold, where they have names: train, val, test
  bool operator==(const SplitParameters&) const = default;
};

/// What people call a fold: its name, else its number.
std::string fold_name(const SplitParameters& parameters, int fold);

/// The unit that folds divide: clips that must stay together.
struct Group {
  std::vector<std::string> clips;  ///< ids, sorted
  std::optional<Link> weakest;     ///< the weakest link that holds it together; none for a single clip
  int fold = 0;                    ///< 0 … folds - 1
  bool operator==(const Group&) const = default;
};

/// A named assignment of groups to folds. Groups are sorted by their first clip.
struct Split {
  SplitParameters parameters;
  std::vector<Group> groups;
  std::string stale;  ///< why it no longer fits the dataset; empty: it does

  /// Over parameters and assignment, not over `stale`.
  base::Digest digest() const;
  bool operator==(const Split&) const = default;
};

/// The fold of one frame under SplitBy::Frame: SHA-256 of "seed\nclip\npicture\n", its first 8 bytes as a big-endian
/// number modulo the folds.
int frame_fold(const SplitParameters& parameters, std::string_view clip, std::int64_t picture);

}  // namespace model
