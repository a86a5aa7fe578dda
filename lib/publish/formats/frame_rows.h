#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "catalog/list.h"
#include "curate/split/folds.h"
#include "model/clip.h"
#include "model/frame_set.h"
#include "model/recipe.h"
#include "publish/formats/export_format.h"

namespace publish {

/// The values that all frames of a clip share.
struct ClipFacts {
  const catalog::ClipSummary& unit;
  model::Clip clip;
  model::Source source;
  model::FrameSet set;
  std::map<std::string, std::string> labels;  ///< in effect, by axis
  model::StillFormat format = model::StillFormat::Png;
};

/// A frame's file in an export.
struct PlacedFrame {
  std::string path;
  int width = 0;
  int height = 0;
  int channels = 0;
};

/// The columns and cells of an export's table of frames. Cells are empty (null in JSON) without a split or label, or if
/// the value is unknown.
class FrameTable {
 public:
  explicit FrameTable(const ExportJob& job);

  /// The columns of every export, then `split` if folds have names, `width_before` and `height_before` if pictures are
  /// resized, and `label_AXIS` for each axis.
  const std::vector<std::string>& columns() const { return columns_; }
  /// The cells of a frame, in the order of columns().
  std::vector<catalog::Cell> row(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed) const;
  /// One line of JSON, with a line feed.
  std::string json_line(const std::vector<catalog::Cell>& cells) const;
  /// The name of a frame's fold; empty if folds have no names.
  std::string name_of(const ClipFacts& facts, const model::Frame& frame) const;

 private:
  std::string aspect_of(const ClipFacts& facts) const;

  const Selection& selection_;
  const PictureRule& pictures_;
  std::vector<std::string> axes_;
  std::vector<std::string> columns_;
  std::optional<curate::Folds> folds_;
};

/// frames/CLIP/000012.png
std::string frame_path(const ClipFacts& facts, const model::Frame& frame, model::StillFormat format);

/// The citation, else the title, else the id; and the URL.
std::string attribution(const model::Source& source);

}  // namespace publish
