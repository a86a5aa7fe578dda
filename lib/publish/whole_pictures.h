#pragma once

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/descriptor.h"
#include "base/scratch_folder.h"
#include "curate/dataset.h"
#include "curate/workers/clip_queue.h"
#include "curate/workers/worker_pool.h"
#include "model/clip_job.h"

namespace publish {

/// The recipe that gives the same pictures without a crop.
model::Recipe whole(model::Recipe recipe);

/// Pictures of clips as they are displayed, without a crop: decoded again by sealed workers, and kept in one file
/// without a name until this object ends.
class WholePictures : private curate::ClipWork {
 public:
  struct Workers {
    std::filesystem::path program;
    int jobs = 1;
    curate::WorkerLimits limits = {};
  };
  struct Wanted {
    std::string clip;
    std::string name;  ///< of its file
    base::Digest object;
    model::Recipe recipe;  ///< of `whole`
  };
  struct Clip {
    model::ContentMetadata content;
    std::vector<model::Frame> frames;
    std::int64_t begin = 0;  ///< of the first frame's bytes
    std::string why;         ///< the reason why it could not be decoded; empty if it was
  };
  using Progress = std::function<void(std::int64_t done, std::int64_t total)>;

  /// Files are made below `place`.
  WholePictures(curate::Dataset& dataset, const std::filesystem::path& place, Workers workers);
  /// Decodes them; `progress`, if any, is called for each clip. Throws Io if the disk is full.
  void make(std::vector<Wanted> wanted, const Progress& progress = {});
  /// A clip that was wanted.
  const Clip& of(const std::string& clip) const { return clips_.at(clip); }
  /// The file of a clip's frame; also in several threads. Throws Corrupt if it is not what the worker said.
  std::string read(const Clip& clip, std::size_t frame) const;

 private:
  struct Running {
    base::Descriptor object;
    base::Descriptor output;
  };
  bool has_next() const override { return next_ < wanted_.size(); }
  std::optional<curate::OpenedClip> open_next() override;
  void collect(curate::WorkerPool::Outcome outcome) override;
  void keep(const std::string& clip, model::ClipResult result, int output);
  void fail(const std::string& clip, const std::string& why);

  curate::Dataset& dataset_;
  Workers workers_;
  base::ScratchFolder scratch_;
  base::Descriptor store_;
  std::int64_t stored_ = 0;
  std::vector<Wanted> wanted_;
  std::size_t next_ = 0;
  std::map<std::string, Running> running_;
  std::map<std::string, Clip> clips_;
};

}  // namespace publish
