#pragma once

#include <optional>

#include "vision/fit.h"

namespace vision {

/// The sector above the strip of M-mode: a wide rectangle below it. It begins where rows get much fuller, with or
/// without a gap; of several such places the one is taken where two shapes leave out the most backdrop. Nothing without
/// such a strip, or where one shape covers both about as well.
std::optional<Fit> fit_above_strip(const ScoreGrid& fine);

}  // namespace vision
