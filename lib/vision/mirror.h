#pragma once

#include "vision/score_grid.h"
#include "vision/shape.h"

namespace vision {

/// Makes a tilted fan even. Scanners draw fans that are as wide on both sides of the probe's middle; one that looks
/// tilted has a side in shadow. The other side, if it is seen, is mirrored.
void mirror_seen_side(const ScoreGrid& grid, Shape& fan);

}  // namespace vision
