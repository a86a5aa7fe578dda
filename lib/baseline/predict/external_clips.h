#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "base/file.h"
#include "baseline/predict/predictor.h"
#include "curate/import/picture_checks.h"
#include "curate/workers/clip_queue.h"
#include "model/picture.h"

namespace baseline {

/// A file from outside, as a worker saw it.
struct ExternalClip {
  std::filesystem::path file;
  model::ContentMetadata content;
  std::vector<model::Frame> frames;      ///< by picture; none where it could not be read
  std::vector<model::Finding> findings;  ///< with an error among them, the file could not be read
  base::Descriptor output;               ///< the frames' PNGs, one behind the other

  bool failed() const;
  /// Throws Corrupt where the worker wrote something else than it said.
  model::Picture picture(std::size_t frame) const;
  /// Calls `work(first, pictures)` with all frames in order, few at a time, so that clips of any length fit into
  /// memory.
  void for_each_batch(const std::function<void(std::size_t, const std::vector<model::Picture>&)>& work) const;
};

/// What a run's models say of it.
Prediction predict(const Predictor& predictor, const ExternalClip& clip);

struct ExternalOptions {
  model::Recipe recipe;
  std::filesystem::path worker;  ///< the sonoset-worker program
  int jobs = 2;
  curate::WorkerLimits limits;
  curate::LeastWanted least;
};

/// Reads files that nobody has looked at, in workers only; frames wait in nameless files below TMPDIR. While one is
/// used, workers read the next ones.
class ExternalClips : private curate::ClipWork {
 public:
  /// Throws NotFound where the worker is not there.
  ExternalClips(std::vector<std::filesystem::path> files, const ExternalOptions& options);

  /// The next one, in the order given, as soon as it was read; nothing: that was all. A file that is not there or
  /// cannot be read is a clip with findings.
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
