#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "baseline/outside_clips.h"
#include "baseline/predictor.h"

namespace baseline {

struct OverlayFiles {
  std::vector<std::filesystem::path> stills;   ///< a frame each
  std::optional<std::filesystem::path> video;  ///< of a clip of more than one frame
};

/// Heat maps of `of_class` over a clip's frames: `folder`/NAME-000012.png for each, and `folder`/NAME.mp4, which shows
/// them at the rate at which they were sampled. The hottest places of the clip have the
/// brightest colour. Each file is
/// there whole or not at all. Throws Denied or Io.
OverlayFiles write_overlays(const Predictor& predictor, const OutsideClip& clip, int of_class,
                            const std::filesystem::path& folder, const std::string& name,
                            const std::filesystem::path& worker);

}  // namespace baseline
