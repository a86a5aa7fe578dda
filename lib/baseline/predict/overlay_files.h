#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "baseline/predict/external_clips.h"
#include "baseline/predict/heat_share.h"
#include "baseline/predict/predictor.h"

namespace baseline {

struct OverlayFiles {
  std::vector<std::filesystem::path> stills;   ///< one per frame
  std::optional<std::filesystem::path> video;  ///< only for clips with more than one frame
  std::optional<HeatShare> heat;               ///< nothing without a sector, or without heat
};

/// Where overlays are written.
struct OverlayPlace {
  std::filesystem::path folder;
  std::string name;
  std::vector<std::filesystem::path> inputs;  ///< files that must not be replaced
};

/// Writes heat maps of the predicted class over the frames of a clip that was not refused:
/// `folder`/NAME-heat-000012.png for each frame, and `folder`/NAME-heat.mp4 at the rate at which frames were sampled.
/// Heat is scaled to the clip's maximum; refused frames are shown unchanged. Files are written atomically. Throws
/// InvalidInput if one would replace an input, Corrupt, Denied or Io.
OverlayFiles write_overlays(const Predictor& predictor, const ExternalClip& clip, const Prediction& prediction,
                            const OverlayPlace& place, const std::filesystem::path& worker);

}  // namespace baseline
