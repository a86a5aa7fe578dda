#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/change.h"
#include "curate/import/clip_fetcher.h"
#include "curate/workers/worker_pool.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace curate {

struct ImportOptions {
  std::vector<std::filesystem::path> mirrors;
  std::vector<std::filesystem::path> follow_links;  ///< links beside manifests may lead to what lies below
  int jobs = 2;
  /// Sampling, channels and format; stream, window and region are each clip's own.
  model::Recipe recipe;
  bool allow_removals = false;   ///< a manifest may lose more than half of its clips
  std::filesystem::path worker;  ///< the sonoset-worker program
  WorkerLimits limits;
  std::optional<FetchOptions> fetch;  ///< none: nothing is downloaded
  std::string version;                ///< of this program: another one reads again what this one could not
  bool retry = false;                 ///< also read again what is known to fail
  /// Of a rebuild: the objects of the dataset that clips are made from. Neither locks nor outcomes are written then.
  std::optional<std::map<std::string, base::Digest>> rebuild_from;
};

struct ImportProgress {
  std::int64_t done = 0;   ///< clips that ended in this run, failed ones too
  std::int64_t total = 0;  ///< clips that this run has to work on
  std::int64_t frames = 0;
  std::int64_t bytes = 0;  ///< downloaded
};

struct ImportHooks {
  std::function<void(const ImportProgress&)> progress = [](const ImportProgress&) {};
  std::function<bool()> stop = [] { return false; };  ///< true: end soon, and keep what is done
};

struct ImportSummary {
  std::int64_t clips = 0;                                         ///< that the manifests name
  std::int64_t done = 0;                                          ///< of these, with frames
  std::int64_t done_now = 0;                                      ///< of these, in this run
  std::int64_t frames_now = 0;                                    ///< made in this run
  std::vector<model::Finding> failures;                           ///< of clips that failed, by clip
  std::vector<ManifestChanges> changes;                           ///< what was added, changed and removed
  std::vector<std::pair<std::string, std::string>> stale_splits;  ///< (name, why)
  std::int64_t skipped = 0;                                       ///< of the failures, not tried in this run
  bool stopped = false;
};

/// Brings in the clips of manifests: finds their objects in files and mirrors or downloads them, has workers make
/// frames, keeps both with what was seen, then links what belongs together. What was done before is not done again.
/// Killed at any moment, the same call goes on; any number of jobs gives the same catalog. Throws what cannot be done
/// at all; a clip that cannot is a finding.
ImportSummary import(Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const ImportOptions& options,
                     const ImportHooks& hooks = {});

}  // namespace curate
