#pragma once

#include <optional>
#include <vector>

#include "base/digest.h"
#include "baseline/data/samples.h"
#include "model/picture.h"
#include "model/sector.h"
#include "model/view.h"

namespace baseline {

/// Polar pictures have this many beams and depths, as MobileNetV2's inputs do.
inline constexpr int kPolarSide = 224;

/// Frames as a network sees them.
struct SeenFrames {
  std::vector<model::Picture> pictures;
  /// View::Masked: [pictures] white inside of the sector, black outside; features are taken from inside only. Other
  /// views: empty.
  std::vector<model::Picture> inside;

  /// Adds a frame; `sector` is that in the frame. Throws InvalidInput for View::Whole, and without a sector for views
  /// that need one.
  void add(model::View view, model::Picture frame, const std::optional<model::Sector>& sector);
};

/// White inside of the sector of a frame of this size, as a view shows it (View::Crop: as View::Masked does). Throws as
/// SeenFrames::add.
model::Picture sector_in(model::View view, int width, int height, const std::optional<model::Sector>& sector);

/// Names what a network sees of a frame: the digest of its pixels, and for other views than View::Crop one over these
/// and all that the view depends on.
base::Digest seen_digest(model::View view, const SampleClip& clip, const SampleFrame& frame);

}  // namespace baseline
