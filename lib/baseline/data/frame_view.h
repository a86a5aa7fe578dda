#pragma once

#include <optional>

#include "base/digest.h"
#include "baseline/data/samples.h"
#include "model/picture.h"
#include "model/sector.h"
#include "model/view.h"

namespace baseline {

/// Polar pictures have this many beams and depths, as MobileNetV2's inputs do.
inline constexpr int kPolarSide = 224;

/// A frame as a network sees it in a view; `sector` is that in the frame. Throws InvalidInput for View::Whole, and
/// without a sector for views that need one.
model::Picture seen_in(model::View view, model::Picture frame, const std::optional<model::Sector>& sector);

/// Names what a network sees of a frame: the digest of its pixels, and for other views than View::Crop one over these
/// and all that the view depends on.
base::Digest seen_digest(model::View view, const SampleClip& clip, const SampleFrame& frame);

}  // namespace baseline
