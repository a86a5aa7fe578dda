#pragma once

#include <optional>
#include <vector>

#include "baseline/predict/overlay.h"
#include "model/picture.h"

namespace baseline {

/// How much of the heat of a clip is where nothing was scanned.
struct HeatShare {
  double outside = 0;         ///< of the sum of the heat, from 0 to 1
  double maxima_outside = 0;  ///< of the frames: those whose hottest position is mostly outside of the sector
};

/// `inside`: a picture as large as the frames, with pixels above 127 inside of the sector. A position of a heat map
/// that is partly outside counts by its share of pixels. Frames without heat do not count; nothing if none has any.
std::optional<HeatShare> heat_share(const std::vector<HeatMap>& heat_maps, const model::Picture& inside);

}  // namespace baseline
