#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "baseline/predict/external_clips.h"
#include "baseline/predict/predictor.h"

namespace baseline {

struct OverlayFiles {
  std::vector<std::filesystem::path> stills;   ///< a frame each
  std::optional<std::filesystem::path> video;  ///< of a clip of more than one frame
};

/// Where overlays go.
struct OverlayPlace {
  std::filesystem::path folder;
  std::string name;
  std::vector<std::filesystem::path> inputs;  ///< files that must not be replaced
};

/// Heat maps of the predicted class over the frames of a clip that was not refused: `folder`/NAME-heat-000012.png
/// for each, and `folder`/NAME-heat.mp4, which shows them at the rate at which they were sampled. The hottest places of
/// the clip have the brightest colour; frames that are refused are shown as they are. Each file is there whole or not
/// at all. Throws InvalidInput where one would replace an input, Corrupt, Denied or Io.
OverlayFiles write_overlays(const Predictor& predictor, const ExternalClip& clip, const Prediction& prediction,
                            const OverlayPlace& place, const std::filesystem::path& worker);

}  // namespace baseline
