#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "catalog/list.h"
#include "curate/release/licences.h"
#include "curate/split/leaks.h"
#include "model/split.h"

namespace publish {

/// What goes out and what does not.
struct Selection {
  std::string axis;
  std::optional<model::Split> split;
  std::optional<curate::Leaks> leaks;       ///< of the split, over all its clips
  std::vector<catalog::ClipSummary> units;  ///< by clip
  std::map<std::string, std::vector<std::string>> left_out;
  std::vector<std::string> fold_names;  ///< by fold; empty: they have none
  std::vector<std::string> where;       ///< "probe=convex"
};

struct SelectionOptions {
  std::string split;                        ///< its name; empty: none
  std::string axis;                         ///< of the labels; empty: the split's, else the main axis
  bool labelled_only = false;               ///< clips without a label stay out
  bool stale = false;                       ///< a split whose labels alone changed is taken as it is
  std::vector<catalog::Filter> where = {};  ///< of `list clips`: others stay out
  std::vector<std::string> names = {};      ///< of the split's folds: see fold_names()
};

/// Throws NotFound for an unknown split, InvalidInput for a stale one (see curate::open_split), for names without a
/// split or that do not fit its folds, for a filter that `list clips` does not take, and where nothing is left.
Selection select(catalog::Catalog& catalog, const SelectionOptions& options, const curate::LicencePolicy& policy);

}  // namespace publish
