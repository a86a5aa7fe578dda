#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "curate/duplicates/duplicates.h"
#include "curate/import/clip_fetcher.h"
#include "curate/import/picture_checks.h"
#include "curate/workers/worker_pool.h"
#include "manifest/manifest.h"
#include "model/recipe.h"

namespace curate {

struct ValidateOptions {
  std::vector<std::filesystem::path> mirrors;
  std::vector<std::filesystem::path> follow_links;  ///< symlinks beside manifests may point below these folders
  int jobs = 2;
  model::Recipe recipe;          ///< as for an import; its format is unused, as no frames are written
  std::filesystem::path worker;  ///< the sonoset-worker program
  WorkerLimits limits;
  LeastWanted least;
  std::int64_t max_file_bytes = 2'048'000'000;  ///< larger ones are not read
  bool every_picture = false;                   ///< decode all pictures, also those that no frame needs
  std::optional<FetchOptions> fetch;  ///< downloads go to a private folder that is removed; empty: no downloads
  std::vector<KnownSet> against;
};

struct ValidateHooks {
  std::function<void(std::size_t done, std::size_t total)> progress = [](std::size_t, std::size_t) {};
  std::function<bool()> stop = [] { return false; };
};

/// The result for one clip of a submission.
struct CheckedClip {
  std::string clip;            ///< its id; for a file without a manifest, its path
  std::string manifest;        ///< empty: a file without a manifest
  std::filesystem::path file;  ///< the manifest, else the media file
  int line = 0;                ///< of its entry; 0: no manifest
  int column = 0;
  bool looked_at = false;              ///< false: the run was stopped before it was checked
  std::optional<base::Digest> object;  ///< empty: not found
  model::HeaderMetadata header;
  model::ContentMetadata content;
  std::vector<model::Frame> frames;  ///< measured, not written
  std::vector<model::PacketDigest> key_packets;
  std::vector<model::Finding> findings;  ///< the most severe first, then by code
};

struct Validation {
  std::vector<CheckedClip> clips;  ///< in the order of the manifests and their entries, then the files
  bool stopped = false;
  std::int64_t count(model::Severity severity) const;
};

/// Checks clips before they are imported. Needs no dataset and leaves no files behind. Workers read objects in place,
/// or downloads from a private folder, as for an import, but no frame is encoded or written. Throws NotFound for a file
/// or mirror that does not exist; problems of a clip are findings.
Validation validate(const std::vector<manifest::Manifest>& manifests, const std::vector<std::filesystem::path>& files,
                    const ValidateOptions& options, const ValidateHooks& hooks = {});

}  // namespace curate
