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

/// What an import has in its hands while it runs: a clip goes through these in their order.
namespace curate {

/// A clip that has work to do.
struct Pending {
  model::Clip clip;      ///< with the digest of what it was made from before, where its manifest names none
  bool unnamed = false;  ///< it names none
  model::Recipe recipe;
  std::vector<std::filesystem::path> candidates;  ///< files that may be its object, the likeliest first
  std::filesystem::path folder;                   ///< of its manifest
  std::uintmax_t size = 0;
  bool yt_dlp = false;                            ///< its source asks for yt-dlp
  bool failed = false;                            ///< the last import ended so
  std::optional<catalog::FailedReading> reading;  ///< that need not be repeated with the same object
};

/// A clip whose object is staged or in its place.
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
};

struct Failure {
  model::Finding finding;
  std::optional<catalog::FailedReading> reading;  ///< where it failed in a worker
};

}  // namespace curate
