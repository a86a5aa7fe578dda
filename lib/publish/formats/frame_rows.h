#pragma once

#include <array>
#include <initializer_list>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/list.h"
#include "publish/atomic_folder.h"
#include "publish/formats/export_run.h"

namespace publish {

/// Columns that tables of frames and of clips share: where a frame is in the split, and where its clip is from.
inline constexpr std::array kFoldColumns = {"fold", "group"};
inline constexpr std::array kOriginColumns = {"label",   "subject",     "case",   "source", "manifest",
                                              "licence", "attribution", "object", "url"};
/// Their cells.
void append_fold(const ExportRun& run, const ClipFacts& facts, const model::Frame& frame,
                 std::vector<catalog::Cell>& cells);
void append_origin(const ClipFacts& facts, std::vector<catalog::Cell>& cells);
/// The clip's label on each axis.
void append_labels(const std::vector<std::string>& axes, const ClipFacts& facts, std::vector<catalog::Cell>& cells);
/// An empty cell for an empty text.
catalog::Cell text_or_none(const std::string& text);

/// The columns and cells of an export's table of frames. Cells are empty (null in JSON) without a split or label, or if
/// the value is unknown.
class FrameTable {
 public:
  explicit FrameTable(const ExportRun& run);

  /// The columns of every export, then `split` if folds have names, `width_before` and `height_before` if pictures are
  /// resized or polar, and `label_AXIS` for each axis.
  const std::vector<std::string>& columns() const { return columns_; }
  /// The cells of a frame, in the order of columns().
  std::vector<catalog::Cell> row(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed) const;
  /// One line of JSON, with a line feed.
  std::string json_line(const std::vector<catalog::Cell>& cells) const;

  /// The same lines for many frames of a clip: what they share is written once.
  class ClipLines {
   public:
    ClipLines(const FrameTable& table, const ClipFacts& facts);
    std::string line(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed) const;

   private:
    const FrameTable* table_;
    std::vector<std::string> between_;  ///< before, between and after the values of the frame
  };

 private:
  void add_columns(std::initializer_list<const char*> names, bool of_frame);
  std::vector<catalog::Cell> frame_cells(const ClipFacts& facts, const model::Frame& frame,
                                         const PlacedFrame& placed) const;
  std::vector<catalog::Cell> clip_cells(const ClipFacts& facts) const;
  std::string aspect_of(const ClipFacts& facts) const;
  std::string json_of(std::size_t column, const catalog::Cell& cell) const;

  const ExportRun& run_;
  std::vector<std::string> axes_;
  std::vector<std::string> columns_;
  std::vector<bool> of_frame_;     ///< whether the column's values differ between the frames of a clip
  std::vector<std::string> keys_;  ///< of the columns in a line of JSON, with what precedes and follows
};

enum class RowForm { Csv, Jsonl };

/// The file of an export's table, frames.csv or frames.jsonl; dataset.json names it.
class FrameRows {
 public:
  /// With `by_name`, and if folds have names, there is also a file with the rows of each: frames-train.csv.
  FrameRows(ExportRun& run, RowForm form, bool by_name);
  void add(const ClipFacts& facts, const model::Frame& frame, const PlacedFrame& placed);
  void close();

 private:
  std::string file_of(const std::string& name) const;
  AtomicFolder::Stream open(const std::string& file);

  ExportRun& run_;
  RowForm form_;
  FrameTable table_;
  std::map<std::string, AtomicFolder::Stream> files_;  ///< by fold name; "": all frames
};

/// CLIP-000012: no other frame of the dataset has this name.
std::string frame_stem(const ClipFacts& facts, const model::Frame& frame);

/// The citation, else the title, else the id; and the URL.
std::string attribution(const model::Source& source);

}  // namespace publish
