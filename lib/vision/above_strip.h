#pragma once

#include <optional>

#include "vision/fit.h"

namespace vision {

/// The sector above the strip of M-mode: a wide rectangle that is below it, with a gap over the picture's whole width
/// between the two. Nothing without such a strip, or where one shape covers both about as well.
std::optional<Fit> fit_above_strip(const ScoreGrid& fine);

}  // namespace vision
