#pragma once

#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "catalog/list.h"
#include "curate/split/folds.h"
#include "model/frame_set.h"
#include "model/recipe.h"

namespace publish {

/// The cells that all frames of a clip share, and those of each frame.
struct ClipFacts {
  const catalog::ClipSummary& unit;
  model::Source source;
  const model::FrameSet& set;
  std::string url;  ///< of the object; empty: it came from a file
  model::StillFormat format = model::StillFormat::Png;
};

/// What each row has, in this order. Empty (null in JSON): no split, no label, unknown.
const std::vector<std::string>& frame_columns();

/// frames/CLIP/000012.png
std::string frame_path(const ClipFacts& facts, const model::Frame& frame);
/// In the order of frame_columns(). `folds` may be null: no split.
std::vector<catalog::Cell> frame_row(const ClipFacts& facts, const model::Frame& frame, const model::Split* split,
                                     const curate::Folds* folds);
/// One line of JSON with its line feed.
std::string json_line(const std::vector<catalog::Cell>& cells);

/// Whom to name: the citation, else the title, else the id, and the address.
std::string attribution(const model::Source& source);

}  // namespace publish
