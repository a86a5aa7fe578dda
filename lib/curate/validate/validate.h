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
  std::vector<std::filesystem::path> follow_links;  ///< links beside manifests may lead to what lies below
  int jobs = 2;
  model::Recipe recipe;          ///< as for an import; the format of stills does not matter, none is made
  std::filesystem::path worker;  ///< the sonoset-worker program
  WorkerLimits limits;
  LeastWanted least;
  bool every_picture = false;         ///< decode all, also those that no frame needs
  std::optional<FetchOptions> fetch;  ///< to a private folder that is removed; nothing: no download
  std::vector<KnownSet> against;
};

struct ValidateHooks {
  std::function<void(std::size_t done, std::size_t total)> progress = [](std::size_t, std::size_t) {};
  std::function<bool()> stop = [] { return false; };
};

/// What is wrong with one clip of a submission.
struct CheckedClip {
  std::string clip;            ///< its id; the path of a file that no manifest names
  std::string manifest;        ///< empty: a file of its own
  std::filesystem::path file;  ///< the manifest, else the media file
  int line = 0;                ///< of its entry; 0: a file of its own
  int column = 0;
  bool looked_at = false;              ///< false: the run was stopped before
  std::optional<base::Digest> object;  ///< nothing: not found
  model::HeaderMetadata header;
  model::ContentMetadata content;
  std::vector<model::Frame> frames;  ///< measured, not kept
  std::vector<model::PacketDigest> key_packets;
  std::vector<model::Finding> findings;  ///< the severest first, then by code
};

struct Validation {
  std::vector<CheckedClip> clips;  ///< in the order of the manifests and their entries, then the files
  bool stopped = false;
  std::int64_t count(model::Severity severity) const;
};

/// Everything that can be known of clips before they are imported. Needs no dataset and leaves nothing behind.
/// Objects are read where they stand, or from a private folder where they have to be downloaded, in workers, as an
/// import does it, but no frame is encoded or kept. Throws what cannot be done at all: NotFound for a file or mirror
/// that is not there; what is wrong with a clip is a finding.
Validation validate(const std::vector<manifest::Manifest>& manifests, const std::vector<std::filesystem::path>& files,
                    const ValidateOptions& options, const ValidateHooks& hooks = {});

}  // namespace curate
