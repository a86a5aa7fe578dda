#pragma once

#include <filesystem>

#include "curate/workers/worker_pool.h"
#include "model/video.h"

namespace publish {

/// How clips become videos, and who makes them.
struct VideoRule {
  model::VideoMethod codec = model::VideoMethod::Ffv1;  ///< of clips that are encoded; never Copy
  bool encode_all = false;                              ///< copy none
  std::filesystem::path worker = {};                    ///< the program sonoset-worker
  int jobs = 1;
  curate::WorkerLimits limits = {};
};

}  // namespace publish
