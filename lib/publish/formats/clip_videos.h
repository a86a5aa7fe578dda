#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/descriptor.h"
#include "curate/workers/clip_queue.h"
#include "curate/workers/worker_pool.h"
#include "model/recipe.h"
#include "model/video.h"
#include "publish/formats/export_run.h"
#include "publish/formats/video_rule.h"

namespace publish {

/// The video of one clip.
struct ClipVideo {
  model::VideoMethod method = model::VideoMethod::Ffv1;
  std::vector<model::Frame> pictures;  ///< in order; with method Copy without digests
  std::string path;                    ///< in the export
  base::Digest sha256;
  std::int64_t bytes = 0;
};

/// Makes the videos of an export in sealed workers, several at a time, as videos/CLIP.mkv or .mp4. A clip's packets are
/// copied where that is possible, else its pictures are encoded. Either way the pictures that are also frames of the
/// dataset are compared with the frames' digests: copied packets are decoded again for that.
class ClipVideos : private curate::ClipWork {
 public:
  using Done = std::function<void(std::size_t number, const ClipFacts&, ClipVideo)>;
  /// `done` gets each video, in any order; `number` is that of the clip among the selection's.
  ClipVideos(ExportRun& run, const VideoRule& rule, Done done);

  /// Makes all of them. A clip whose object a worker refuses is left out, with the reason. Throws Corrupt if a clip's
  /// pictures are not those of its frames, NotFound or Corrupt for its object, Io if the disk is full.
  void make();

 private:
  enum class Stage { Copy, Check, Encode };
  struct Work {
    std::size_t number = 0;
    Stage stage = Stage::Encode;
    ClipFacts facts;
    model::Recipe recipe;
    base::Descriptor object;
    base::Descriptor output;
    std::vector<model::Frame> copied;  ///< the answer of Copy
  };

  bool has_next() const override { return !again_.empty() || next_ < run_.selection().units.size(); }
  std::optional<curate::OpenedClip> open_next() override;
  void collect(curate::WorkerPool::Outcome outcome) override;

  std::optional<Work> begin(std::size_t number);
  std::optional<Work> take_again();
  bool can_copy(const Work& work) const;
  static void crop_as_frames(Work& work);
  void after_copy(Work work, const curate::WorkerPool::Outcome& outcome);
  void after_check(Work work, const curate::WorkerPool::Outcome& outcome);
  void after_encoding(Work work, const curate::WorkerPool::Outcome& outcome);
  void keep(Work work, model::VideoMethod method, std::vector<model::Frame> pictures);
  void encode(Work work);

  ExportRun& run_;
  const VideoRule& rule_;
  Done done_;
  std::size_t next_ = 0;
  std::deque<Work> again_;               ///< clips that need another step
  std::map<std::string, Work> running_;  ///< by clip
};

}  // namespace publish
