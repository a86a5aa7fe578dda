#pragma once

#include <filesystem>

#include "serve/contribute/quarantine.h"
#include "serve/http/router.h"
#include "serve/media/file_cache.h"
#include "serve/media/gate.h"
#include "serve/media/worker_job.h"

namespace serve {

/// What curators see of a quarantined file: a video that a sealed worker made from it, never the file itself.
///   GET /api/v1/contributions/{id}/files/{file}/preview, preview.mp4
/// Previews are kept in a temporary folder while the server runs.
class QuarantinedMedia {
 public:
  QuarantinedMedia(Quarantine& quarantine, const std::filesystem::path& worker);
  /// The router must not outlive it.
  void add_routes(Router& router);
  /// Gives up previews that are being made after this time.
  void stop_at(StopTime::Clock::time_point when) { stop_.set(when); }

 private:
  Response preview(const Request& request, bool video);

  Quarantine& quarantine_;
  WorkerRule worker_;
  FileCache cache_;
  Gate gate_{3};
  StopTime stop_;
};

}  // namespace serve
