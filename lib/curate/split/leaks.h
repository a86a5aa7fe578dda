#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/folds.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// How many of a split's clips were compared in each of these ways. Objects, URLs, subjects and cases always are.
struct Compared {
  std::int64_t packets = 0;
  std::int64_t pixels = 0;
  std::int64_t near_duplicates = 0;
  std::int64_t re_encoded = 0;
  bool operator==(const Compared&) const = default;
};

/// A key whose clips are in more than one fold.
struct LeakingKey {
  model::LinkKind kind = model::LinkKind::Object;  ///< SameSource: a source with unknown clips
  std::string key;
  std::vector<int> folds;   ///< two or more
  std::int64_t frames = 0;  ///< in the split
  std::int64_t clips = 0;
  bool operator==(const LeakingKey&) const = default;
};

/// What is in more than one fold of a split.
struct Leaks {
  std::int64_t total_frames = 0;  ///< in the split
  std::int64_t total_clips = 0;

  /// Frames of clips that certain links (model::is_certain) connect, directly or through others, with frames in another
  /// fold. A clip whose own frames are in several folds counts.
  std::int64_t frames = 0;
  std::int64_t clips = 0;
  /// Further frames that may leak. An unknown clip has neither subject nor case and may show any person of its source:
  /// it may leak if a clip of its source, or one linked to such a clip, is in another fold, and so may those. Clips in
  /// different folds that look alike (LinkKind::NearDuplicate) or whose names are spelled alike (AlikeName) may leak
  /// until someone decides whether they are the same.
  std::int64_t possible_leak_frames = 0;
  std::int64_t possible_leak_clips = 0;
  std::int64_t unknown_clips = 0;  ///< in the split, with neither subject nor case

  std::vector<LeakingKey> keys;  ///< by kind, then key; keys of uncertain kinds are possible leaks
  Compared compared;

  /// How many keys of a kind are in several folds.
  std::int64_t count(model::LinkKind kind) const;
  bool none() const { return clips == 0 && possible_leak_clips == 0; }
  bool operator==(const Leaks&) const = default;
};

/// Counts leaks from the units' subjects, cases and sources and from the links, independently of the split's own
/// groups. The only code shared with making splits is Folds, which looks up a clip's fold. Links through clips that are
/// not in the split count. `pictures` is called under SplitBy::Frame only; `compared` says what the links cover.
Leaks check_leaks(const model::Split& split, const std::vector<catalog::ClipSummary>& units,
                  const std::vector<model::Link>& links, const Pictures& pictures = {}, const Compared& compared = {});

}  // namespace curate
