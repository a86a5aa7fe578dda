#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "catalog/clip_texts.h"
#include "catalog/visible_clips.h"

namespace catalog {

/// Clips can also be filtered by `finding` (the code of an open one), `split`, `fold` (its name or number, beside
/// `split`) and `q` (words: see ClipTexts).
struct Filter {
  std::string column;
  std::string value;  ///< rows with this value; empty: rows without one
};

struct Listing {
  std::string kind;                  ///< one of listing_kinds()
  std::vector<Filter> filters = {};  ///< all must match
  std::string sort = {};             ///< a column; empty: the natural key
  bool descending = false;
  std::int64_t limit = 100;                  ///< maximum number of rows; 0: all
  std::string after = {};                    ///< Table::next of the previous page; empty: from the start
  std::string by = {};                       ///< "clip" for labels: a row for each clip and axis; empty: a row for each
  std::optional<VisibleClips> visible = {};  ///< for clips: only these
  std::shared_ptr<const ClipTexts> texts = {};  ///< for `q`; null: they are read
};

/// clips, frames, sources, subjects, findings, labels, links, splits.
const std::vector<std::string>& listing_kinds();
}  // namespace catalog
