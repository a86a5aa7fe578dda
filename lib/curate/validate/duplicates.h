#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "curate/validate/known_clips.h"
#include "model/finding.h"

namespace curate {

/// Frames whose hashes are equal, so many one behind the other, make two clips alike; all of them, where a clip has
/// fewer.
inline constexpr std::size_t kRun = 3;
/// What stands in more places than this tells nothing: a title card, an empty screen.
inline constexpr std::size_t kMaxAlike = 64;
/// Other clips that the findings of one name, at most, for each code.
inline constexpr std::size_t kMaxNamed = 5;

/// A clip that is asked about.
struct Submitted {
  KnownClip clip;                 ///< no manifest: a file of its own, whose id is its path
  std::vector<bool> informative;  ///< of each frame, whether it is to be compared
};

/// A dataset or an index, and its name for people.
struct KnownSet {
  std::string where;
  std::vector<KnownClip> clips;
};

/// Recognises clips of a submission among those before them and among known ones; a known clip of the same id and
/// manifest is the clip itself. For each submitted clip its findings:
///   duplicate       the same part of the same file, or frames with the same pixels
///   near-duplicate  kRun frames with equal perceptual hashes
///   same-file       another part of a file that is known elsewhere
///   id-taken        another manifest has a clip of that id
std::vector<std::vector<model::Finding>> find_duplicates(const std::vector<Submitted>& submission,
                                                         const std::vector<KnownSet>& known);

}  // namespace curate
