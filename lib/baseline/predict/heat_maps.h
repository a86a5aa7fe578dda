#pragma once

#include <vector>

#include "baseline/predict/external_clips.h"
#include "baseline/predict/overlay.h"
#include "baseline/predict/predictor.h"

namespace baseline {

/// Heat maps of all frames of a clip that was answered, for the class that was predicted, without heat for refused
/// ones. Scaled so that the 98th percentile is 1, as a single position, such as a corner, can exceed all others by far.
std::vector<HeatMap> heat_maps_of(const Predictor& predictor, const ExternalClip& clip, const Prediction& prediction);

/// A frame as the model sees it, with its heat over it, as PNG.
std::string heat_picture(const Predictor& predictor, const ExternalClip& clip, std::size_t frame, const HeatMap& heat);

}  // namespace baseline
