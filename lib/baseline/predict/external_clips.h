#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "base/file.h"
#include "baseline/data/frame_view.h"
#include "baseline/predict/predictor.h"
#include "curate/import/picture_checks.h"
#include "curate/workers/clip_queue.h"
#include "model/picture.h"

namespace baseline {

/// A file from outside of the dataset, read by a worker.
struct ExternalClip {
  std::filesystem::path file;
  model::ContentMetadata content;
  std::vector<model::Frame> frames;      ///< by picture; empty if the file could not be read
  std::vector<model::Finding> findings;  ///< include an error if the file could not be read
  std::optional<model::Sector> sector;   ///< in the frames; nothing if none was looked for
  base::Descriptor output;               ///< the frames' PNGs, concatenated

  bool failed() const;
  /// Throws Corrupt if the worker's file does not match its answer.
  model::Picture picture(std::size_t frame) const;
  /// Calls `work(first, pictures)` with all frames in order, in small batches, so that clips of any length fit into
  /// memory.
  void for_each_batch(const std::function<void(std::size_t, const std::vector<model::Picture>&)>& work) const;
};

/// Pictures of the clip as the model sees them. Throws InvalidInput if its view needs a sector and none was looked for.
SeenFrames seen_by(const ModelInfo& model, const ExternalClip& clip, std::vector<model::Picture> pictures);

Prediction predict(const Predictor& predictor, const ExternalClip& clip);

struct ExternalOptions {
  model::Recipe recipe;
  std::filesystem::path worker;  ///< the sonoset-worker program
  int jobs = 2;
  curate::WorkerLimits limits;
  curate::LeastWanted least;
};

/// Reads untrusted files in workers, ahead of the caller; frames are kept in unnamed files in TMPDIR.
class ExternalClips : private curate::ClipWork {
 public:
  /// Throws NotFound if there is no worker program.
  ExternalClips(std::vector<std::filesystem::path> files, const ExternalOptions& options);

  /// Waits for the next clip, in the given order; nothing at the end. A file that is missing or cannot be read is a
  /// clip with findings.
  std::optional<ExternalClip> next();

 private:
  bool has_next() const override;
  std::optional<curate::OpenedClip> open_next() override;
  void collect(curate::WorkerPool::Outcome outcome) override;

  struct Opened {
    ExternalClip clip;
    base::Descriptor object;
  };
  std::vector<std::filesystem::path> files_;
  ExternalOptions options_;
  std::size_t opened_count_ = 0;
  std::size_t given_ = 0;
  std::map<std::size_t, Opened> opened_;
  std::map<std::size_t, ExternalClip> read_;
  curate::ClipQueue queue_;
};

}  // namespace baseline
