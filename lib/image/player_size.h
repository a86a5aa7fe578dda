#pragma once

#include "base/rational.h"

namespace image {

struct PlayerSize {
  int width = 0;
  int height = 0;
};

/// The size of a picture for players, with square pixels: the larger of its sides stays, and it is reduced to at most
/// `max_width` x 2048. `pixel_aspect` as in letterbox.
PlayerSize player_size(int picture_width, int picture_height, base::Rational pixel_aspect, int max_width);

}  // namespace image
