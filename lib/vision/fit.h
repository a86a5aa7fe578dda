#pragma once

#include "vision/climb.h"

namespace vision {

/// A shape of one kind with the highest worth.
struct Fit {
  model::Sector::Kind kind = model::Sector::Kind::Whole;
  Scored best;
  bool cut = false;             ///< by a limit inside the picture
  std::span<const Move> moves;  ///< that keep it one of its kind
};

}  // namespace vision
