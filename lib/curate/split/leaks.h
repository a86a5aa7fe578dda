#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/folds.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// How many of a split's clips were compared in each of these ways. Objects, URLs, subjects and cases always are; what
/// was not looked for is no proof of anything.
struct Compared {
  std::int64_t packets = 0;
  std::int64_t pixels = 0;
  std::int64_t near_duplicates = 0;
  std::int64_t re_encoded = 0;
  bool operator==(const Compared&) const = default;
};

/// What stands in more than one fold: everything with one key.
struct LeakingKey {
  model::LinkKind kind = model::LinkKind::Object;  ///< SameSource: a source with clips that may be of any person of it
  std::string key;
  std::vector<int> folds;   ///< two or more
  std::int64_t frames = 0;  ///< in the split
  std::int64_t clips = 0;
  bool operator==(const LeakingKey&) const = default;
};

/// What stands in more than one fold of a split.
struct Leaks {
  std::int64_t total_frames = 0;  ///< in the split
  std::int64_t total_clips = 0;

  /// Of clips that are linked, directly or through others, with frames in another fold, by links that are certain
  /// (model::is_certain). A clip whose own frames stand in several folds counts.
  std::int64_t frames = 0;
  std::int64_t clips = 0;
  /// More of them that may leak. A clip that names neither subject nor case may be of any person of its source: it may
  /// leak where a clip of its source, or one that is linked with such a clip, stands in another fold, and so may these.
  /// And clips that look alike (LinkKind::NearDuplicate), or whose subjects are written alike (AlikeName), as long as
  /// nobody has said whether they are the same.
  std::int64_t possible_leak_frames = 0;
  std::int64_t possible_leak_clips = 0;
  std::int64_t unknown_clips = 0;  ///< of the split: they name neither subject nor case

  std::vector<LeakingKey> keys;  ///< by kind, then key; those that are not certain are possible leaks
  Compared compared;

  /// How many keys of a kind stand in several folds.
  std::int64_t count(model::LinkKind kind) const;
  bool none() const { return clips == 0 && possible_leak_clips == 0; }
  bool operator==(const Leaks&) const = default;
};

/// Counts leaks from the units' subjects, cases and sources and from the links, whatever the split says of itself. It
/// shares no code with what makes splits but Folds, which looks up where a clip was put. Links through clips that are
/// not in the split count. `pictures` is asked under SplitBy::Frame only; `compared` is what was looked for.
Leaks check_leaks(const model::Split& split, const std::vector<catalog::ClipSummary>& units,
                  const std::vector<model::Link>& links, const Pictures& pictures = {}, const Compared& compared = {});

}  // namespace curate
