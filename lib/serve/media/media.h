#pragma once

#include <filesystem>
#include <optional>
#include <variant>

#include "serve/dataset_pool.h"
#include "serve/http/router.h"
#include "serve/media/file_cache.h"
#include "serve/media/gate.h"
#include "serve/media/shown_clip.h"
#include "serve/media/worker_job.h"

namespace serve {

/// Pictures and videos of a dataset's clips for browsers:
///   GET /api/v1/clips/{id}/sprite, sprite.jpg, frames/{n}, preview, preview.mp4
/// `window=all`: the preview of the whole file, for those who see all, instead of the clip's window.
/// Sprites and previews are made when they are first asked for, and kept in a cache.
class Media {
 public:
  struct Options {
    std::filesystem::path worker;                ///< the program sonoset-worker
    std::optional<std::filesystem::path> cache;  ///< its folder; nothing: a temporary one
    FileCache::Limits limits = {};
    int max_waiting = 6;  ///< requests that wait for a preview; further ones get 503
  };

  /// The pool must outlive it.
  Media(DatasetPool& pool, const Options& options);
  /// The router must not outlive it.
  void add_routes(Router& router);
  /// Gives up previews that are being made after this time.
  void stop_at(StopTime::Clock::time_point when) { stop_.set(when); }

 private:
  std::optional<ShownClip> find(const Request& request, publish::Shown shown);
  Response sprite(const Request& request);
  Response sprite_layout_of(const Request& request);
  Response frame(const Request& request);
  Response preview(const Request& request, bool video);
  std::variant<base::Descriptor, Response> preview_file(const ShownClip& clip);

  DatasetPool& pool_;
  WorkerRule worker_;
  FileCache cache_;
  Gate gate_;
  StopTime stop_;
};

}  // namespace serve
