#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "curate/dataset.h"
#include "curate/release/licences.h"
#include "curate/split/folds.h"
#include "model/clip.h"
#include "model/frame_set.h"
#include "model/recipe.h"
#include "publish/atomic_folder.h"
#include "publish/classes.h"
#include "publish/export_notes.h"
#include "publish/formats/export_format.h"
#include "publish/picture_rule.h"
#include "publish/selection.h"

namespace publish {

/// What to write, and where.
struct ExportJob {
  curate::Dataset& dataset;
  const Selection& selection;
  const curate::LicencePolicy& policy;  ///< that the selection was made with
  bool link = false;                    ///< hard links instead of copies, if the file system can
  PictureRule pictures;                 ///< changed pictures cannot be linked
  AtomicFolder& folder;
  std::function<void(std::int64_t done, std::int64_t total)> progress;  ///< frames
};

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

/// One export while it is written: what all formats share. Frames are compared with the catalog's digests as they are
/// read; one that differs throws Corrupt.
class ExportRun {
 public:
  explicit ExportRun(const ExportJob& job);

  const ExportJob& job() const { return job_; }
  const Selection& selection() const { return job_.selection; }
  AtomicFolder& folder() { return job_.folder; }
  const Classes& classes() const { return classes_; }

  /// The selected clips, by id, with what they are. Clips with invalid rows are left out.
  void for_each_clip(const std::function<void(const ClipFacts&)>& each);
  /// The facts of one; nothing, and the clip is left out, if its rows are invalid.
  std::optional<ClipFacts> facts_of(const catalog::ClipSummary& unit);
  /// Records why a selected clip is not exported.
  void leave_out(const catalog::ClipSummary& unit, const std::string& reason);

  /// Empty without a split.
  std::optional<int> fold_of(const ClipFacts& facts, const model::Frame& frame) const;
  /// The clip after which the frame's group is named; empty without a split.
  std::string group_of(const ClipFacts& facts) const;
  /// The fold's name in `--names` or the split; empty if folds have none.
  std::string name_of(const ClipFacts& facts, const model::Frame& frame) const;
  /// The name of the folder or part for a frame: "train", "fold-2", or empty without a split.
  std::string part_of(const ClipFacts& facts, const model::Frame& frame) const;
  /// All of them, in the order of folds; empty without a split.
  std::vector<std::string> parts() const;

  /// Writes a frame's file, unchanged or changed by the rule for pictures, to `stem` and an extension.
  PlacedFrame place(const ClipFacts& facts, const model::Frame& frame, const std::string& stem);
  /// The same file in memory, for archives; `path` is `stem` and an extension.
  struct FrameBytes {
    PlacedFrame placed;
    std::string bytes;
  };
  FrameBytes read(const ClipFacts& facts, const model::Frame& frame, const std::string& stem);
  /// Counts frames as exported. `place` and `read` do.
  void advance(std::int64_t frames);

  /// The table that dataset.json names.
  void set_table(FramesFile table) { table_ = std::move(table); }
  /// Writes what every export has: dataset.json, classes.json, LICENCES.md. Throws Corrupt if no clip was left.
  ExportSummary finish();

 private:
  ClipFacts checked_facts(const catalog::ClipSummary& unit);
  const model::Source& source_of(const catalog::ClipSummary& unit);
  PlacedFrame placed_at(const ClipFacts& facts, const model::Frame& frame, const std::string& stem) const;

  const ExportJob& job_;
  Classes classes_;
  std::optional<curate::Folds> folds_;
  Sources sources_;
  std::map<std::string, std::vector<std::string>> left_out_;  ///< by reason, besides the selection's
  FramesFile table_;
  std::int64_t total_ = 0;
  std::int64_t frames_ = 0;
  std::int64_t linked_ = 0;
};

}  // namespace publish
