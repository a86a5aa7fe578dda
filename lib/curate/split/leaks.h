#pragma once

#include <cstdint>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/folds.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// What stands in more than one fold of a split. All zero but the totals: nothing leaks.
struct Leaks {
  std::int64_t total_frames = 0;  ///< in the split
  std::int64_t total_clips = 0;

  /// Of clips that are linked, directly or through others, with frames in another fold, by a link that says that they
  /// show the same: any kind but SameSource. A clip whose own frames stand in several folds counts.
  std::int64_t frames = 0;
  std::int64_t clips = 0;
  /// More of them where clips with neither subject nor case of one source are taken for one person, as nobody knows.
  std::int64_t possible_leak_frames = 0;
  std::int64_t possible_leak_clips = 0;

  std::int64_t subjects = 0;
  std::int64_t cases = 0;
  std::int64_t objects = 0;
  std::int64_t urls = 0;
  std::int64_t near_duplicates = 0;  ///< keys of such links

  bool none() const { return clips == 0 && possible_leak_clips == 0; }
  bool operator==(const Leaks&) const = default;
};

/// Counts leaks from the units' subjects and cases and from the links, whatever the split says of itself. It shares no
/// code with what makes splits but Folds, which looks up where a clip was put. Links through clips that are not in the
/// split count. `pictures` is asked under SplitBy::Frame only.
Leaks check_leaks(const model::Split& split, const std::vector<catalog::ClipSummary>& units,
                  const std::vector<model::Link>& links, const Pictures& pictures = {});

/// In a sentence or two.
std::string to_sentence(const Leaks& leaks);

}  // namespace curate
