#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file.h"
#include "catalog/work.h"
#include "fetch/object_store.h"
#include "model/clip.h"
#include "model/finding.h"
#include "model/frame_set.h"
#include "model/recipe.h"

/// The stages of a clip during an import, in order.
namespace curate {

/// A clip to be imported.
struct Pending {
  model::Clip clip;      ///< without a digest in the manifest, has that of the known object
  bool unnamed = false;  ///< the manifest has no digest
  model::Recipe recipe;
  std::vector<std::filesystem::path> candidates;  ///< files that may be its object, the most likely first
  std::filesystem::path folder;                   ///< of its manifest
  std::uintmax_t size = 0;
  bool yt_dlp = false;                            ///< its source is fetched by yt-dlp
  bool failed = false;                            ///< in the last import
  std::optional<catalog::FailedReading> reading;  ///< a failure that is not repeated with the same object
};

/// A clip whose object is staged or in the store.
struct StagedClip {
  Pending pending;
  fetch::Staged staged;
  base::Descriptor file;
  base::PrivateFolder folder;
  base::Descriptor output;  ///< what the worker writes frames to
};

struct Finished {
  StagedClip clip;
  model::FrameSet set;
  std::vector<model::Finding> findings;
  std::optional<std::int64_t> damaged = {};  ///< a frame that differs from its digest, found when frames are cut
};

struct Failure {
  model::Finding finding;
  std::optional<catalog::FailedReading> reading;  ///< if it failed in a worker
};

}  // namespace curate
