#pragma once

#include "model/frame.h"
#include "model/picture.h"
#include "sampling/picture_sink.h"

namespace worker {

/// A sampled picture as it is displayed, and what is known of its frame.
struct UprightFrame {
  model::Picture pixels;
  model::Frame frame;  ///< without hash, quality and file
};

/// Moves the pixels out of `picture`.
UprightFrame upright(sampling::SampledPicture& picture);

}  // namespace worker
