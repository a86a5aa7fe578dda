#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
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
#include "publish/croissant.h"
#include "publish/export_notes.h"
#include "publish/formats/export_format.h"
#include "publish/formats/shard_rule.h"
#include "publish/formats/video_rule.h"
#include "publish/picture_rule.h"
#include "publish/selection.h"
#include "publish/whole_pictures.h"
#include "publish/work_queue.h"

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
  ShardRule shards = {};
  VideoRule videos = {};
  bool croissant = false;  ///< write croissant.json too
};

/// The values that all frames of a clip share.
struct ClipFacts {
  const catalog::ClipSummary& unit;
  model::Clip clip;
  model::Source source;
  model::FrameSet set;
  std::map<std::string, std::string> labels;  ///< in effect, by axis
  model::StillFormat format = model::StillFormat::Png;
  std::optional<model::Sector> sector = {};    ///< in the frames; nothing if none was looked for
  std::vector<model::Overlay> overlays = {};   ///< in the frames; looked for if there is a sector
  const WholePictures::Clip* whole = nullptr;  ///< where the pictures of `set` are, with View::Whole
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
  ExportRun(const ExportJob& job, const FormatTraits& traits);

  const ExportJob& job() const { return job_; }
  const Selection& selection() const { return job_.selection; }
  AtomicFolder& folder() { return job_.folder; }
  const Classes& classes() const { return classes_; }

  /// The selected clips, by id, with what they are. Clips with invalid rows are left out, where the format needs
  /// labels those without a class, and where the pictures need the sector those without one.
  void for_each_clip(const std::function<void(const ClipFacts&)>& each);
  /// The facts of one; nothing if the clip is left out.
  std::optional<ClipFacts> facts_of(const catalog::ClipSummary& unit);
  /// Records why a selected clip is not exported.
  void leave_out(const catalog::ClipSummary& unit, const std::string& reason);

  /// The number of the clip's class. Only for a clip that has one.
  std::size_t class_of(const ClipFacts& facts) const { return classes_.index(facts.unit.value).value(); }
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

  /// Writes a frame's file, unchanged or changed by the rule for pictures, to `stem` and an extension. Another thread
  /// does the work; `finish`, or a later call, throws what it throws.
  PlacedFrame place(const ClipFacts& facts, const model::Frame& frame, const std::string& stem);
  /// The same file in memory, for archives; `path` is `stem` and an extension.
  struct FrameBytes {
    PlacedFrame placed;
    std::string bytes;
  };
  /// Reads it when called, in any thread; `facts` and `frame` must still be there.
  using FrameReader = std::function<FrameBytes()>;
  FrameReader reader(const ClipFacts& facts, const model::Frame& frame, const std::string& stem);
  /// Threads for the work of a format.
  WorkQueue& queue() { return queue_; }
  /// Reports progress. `place` and `reader` do.
  void advance(std::int64_t frames);
  /// Records a file with pictures for croissant.json. `place` does.
  void add_media(MediaFile file);
  /// Counts a clip's video as exported.
  void add_video(model::VideoMethod method);

  /// Adds a value to dataset.json, as JSON.
  void note(const std::string& key, std::string json) { notes_[key] = std::move(json); }
  /// The table that dataset.json names.
  void set_table(FramesFile table) { table_ = std::move(table); }
  /// Writes what every export has: dataset.json, classes.json, LICENCES.md. Throws Corrupt if no clip was left.
  ExportSummary finish();

 private:
  void decode_whole();
  /// Shows the clip's whole pictures in place of its frames. False: it is left out.
  bool make_whole(ClipFacts& facts);
  std::string whole_file(const WholePictures::Clip& pictures, const model::Frame& frame) const;
  void write_croissant(const Selection& exported, const std::string& catalog_digest);
  /// The open folder of a clip's frames; a few stay open.
  const curate::Dataset::FrameFolder& files_of(const ClipFacts& facts);
  ClipFacts checked_facts(const catalog::ClipSummary& unit);
  const model::Source& source_of(const catalog::ClipSummary& unit);
  PlacedFrame placed_at(const ClipFacts& facts, const model::Frame& frame, const std::string& stem) const;
  std::string changed(const std::string& file, const std::string& clip, const model::Frame& frame,
                      const model::ContentMetadata& content, const FrameContents& contents) const;

  const ExportJob& job_;
  const FormatTraits& traits_;
  Classes classes_;
  std::optional<curate::Folds> folds_;
  Sources sources_;
  std::map<std::string, std::vector<std::string>> left_out_;   ///< by reason, besides the selection's
  std::map<std::string, curate::Dataset::FrameFolder> files_;  ///< by clip; tasks of the queue use them
  FramesFile table_;
  std::int64_t total_ = 0;
  std::int64_t done_ = 0;
  std::int64_t frames_ = 0;
  std::map<std::string, std::string> notes_;
  std::set<std::string> doubtful_;  ///< clips whose sector is not certain
  std::vector<MediaFile> media_;
  std::map<std::string, std::int64_t> videos_;  ///< by method
  std::atomic<std::int64_t> linked_ = 0;
  std::optional<WholePictures> whole_;
  WorkQueue queue_;  ///< last, as its tasks use the others
};

}  // namespace publish
