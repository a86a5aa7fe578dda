#pragma once

#include <optional>

#include "vision/fit.h"

namespace vision {

/// If the picture shows two sectors: the one that is taken. Side by side: the left one, live or frozen, in the shape
/// that fits both best. Above the strip of M-mode: the upper one.
std::optional<Fit> fit_one_of_two(const ScoreGrid& fine);

/// If what looks like one shape is two equal fans side by side that touch, or have a ruler between them: the left one.
std::optional<Fit> fit_one_of_touching(const ScoreGrid& fine, const Fit& one);

}  // namespace vision
