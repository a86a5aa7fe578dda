#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "catalog/list.h"
#include "curate/release/licences.h"
#include "curate/split/leaks.h"
#include "model/split.h"

namespace publish {

/// The reason for leaving out a clip that an import has recorded but not finished.
inline constexpr const char* kNotImported = "not imported yet";

/// The reason for leaving out a clip whose rows cannot be read.
inline constexpr const char* kInvalidRows = "invalid rows in the catalog; run 'sonoset fsck'";

/// The reason for leaving out a clip with an open finding, such as text that may identify a person.
inline constexpr const char* kBlocked = "an open finding speaks against redistribution";
/// Clips with such a finding.
std::set<std::string> blocked_clips(catalog::Catalog& catalog);

/// The reason for leaving out a clip whose pictures nobody has searched for the sector that a view needs.
inline constexpr const char* kNoSector = "sector unknown; run 'sonoset import MANIFEST --region auto'";
inline constexpr const char* kNoOverlays = "overlays not looked for; run 'sonoset import MANIFEST --region auto'";

/// The reason for leaving out a clip from whole pictures that may be redistributed: names may be around the crop.
inline constexpr const char* kTextUnread =
    "text in its whole pictures not read; run 'sonoset import MANIFEST --read-text'";

/// How the reason for leaving out a clip begins whose whole pictures cannot be decoded again.
inline constexpr const char* kNotDecoded = "cannot be decoded again: ";

/// How the reason for leaving out a clip begins whose video cannot be made.
inline constexpr const char* kNotEncoded = "cannot be encoded: ";

/// What is exported and what is left out.
struct Selection {
  std::string axis;
  std::optional<model::Split> split;
  std::optional<curate::Leaks> leaks;       ///< of the whole split
  std::vector<catalog::ClipSummary> units;  ///< by clip
  std::map<std::string, std::vector<std::string>> left_out;
  std::set<std::string> values;         ///< labels on the axis of all clips of the dataset
  std::vector<std::string> fold_names;  ///< by fold; empty: folds have no names
  std::vector<std::string> where;       ///< "probe=convex"
  std::size_t blocked = 0;              ///< units with an open finding that speaks against redistribution
};

struct SelectionOptions {
  std::string split;                        ///< its name; empty: none
  std::string axis;                         ///< of the labels; empty: the split's, else the main axis
  bool labelled_only = false;               ///< leave out clips without a label
  bool whole_pictures = false;              ///< what is around the crop will be shown
  bool stale = false;                       ///< accept a split if only labels changed
  std::vector<catalog::Filter> where = {};  ///< filters of `list clips`; leave out other clips
  std::vector<std::string> names = {};      ///< of the split's folds: see fold_names()
};

/// Throws NotFound for an unknown split, InvalidInput for a stale one (see curate::open_split), for names without a
/// split or that do not match its folds, for a filter that `list clips` does not accept, and if no clip is left.
Selection select(catalog::Catalog& catalog, const SelectionOptions& options, const curate::LicencePolicy& policy);

}  // namespace publish
