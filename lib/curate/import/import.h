#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <optional>
#include <set>
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
  std::vector<std::filesystem::path> follow_links;  ///< symlinks beside manifests may point below these folders
  int jobs = 2;
  /// Sampling, channels and format; stream, window and region come from each clip.
  model::Recipe recipe;
  std::int64_t max_file_bytes = 2'048'000'000;  ///< of a file beside a manifest or in a mirror
  bool allow_removals = false;                  ///< allow a manifest to lose more than half of its clips
  std::filesystem::path worker;                 ///< the sonoset-worker program
  WorkerLimits limits;
  std::optional<FetchOptions> fetch;  ///< empty: no downloads
  std::string version;                ///< of this program; another version tries failed clips again
  bool retry = false;                 ///< also try clips again that are known to fail
  /// For a rebuild: the objects that clips are made from. Neither locks nor outcomes are written then.
  std::optional<std::map<std::string, base::Digest>> rebuild_from;
  /// Only these clips of the manifests are made; empty: all.
  std::set<std::string> only;
};

struct ImportProgress {
  std::int64_t done = 0;   ///< clips finished in this run, including failed ones
  std::int64_t total = 0;  ///< clips to process in this run
  std::int64_t frames = 0;
  std::int64_t bytes = 0;  ///< downloaded
};

struct ImportHooks {
  std::function<void(const ImportProgress&)> progress = [](const ImportProgress&) {};
  std::function<bool()> stop = [] { return false; };  ///< true: end soon, keeping what is done
};

struct ImportSummary {
  std::int64_t clips = 0;                                         ///< in the manifests
  std::int64_t done = 0;                                          ///< of these, with frames
  std::int64_t done_now = 0;                                      ///< of these, in this run
  std::int64_t frames_now = 0;                                    ///< frames made in this run
  std::vector<model::Finding> failures;                           ///< of clips that failed, by clip
  std::vector<model::Finding> wrong_decisions;                    ///< lines of decisions.jsonl that were not applied
  std::vector<ManifestChanges> changes;                           ///< added, changed and removed entries
  std::vector<std::pair<std::string, std::string>> stale_splits;  ///< (name, why)
  std::int64_t skipped = 0;                                       ///< failed before and not tried again
  bool stopped = false;
};

/// Imports the clips of manifests: finds their objects in files and mirrors or downloads them, makes frames in workers,
/// stores both, then links clips. Clips that are done are skipped. After a kill at any moment the same call continues;
/// any number of jobs gives the same catalog. Throws if the import as a whole fails; a failed clip is a finding.
ImportSummary import(Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const ImportOptions& options,
                     const ImportHooks& hooks = {});

}  // namespace curate
