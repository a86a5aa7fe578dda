#pragma once

#include <cstdint>
#include <vector>

#include "model/sector.h"

namespace image {

/// The outline of what is visible of a sector as a polygon, clockwise as seen, in 1/16 pixel; empty if nothing is
/// visible. Arcs are chords of 1/32 of the angle: of a fan of 90 degrees they are 0.03% of the radius off. Clipped to
/// the visible part by Sutherland and Hodgman (Reentrant polygon clipping, CACM 17, 1974): parts that the clipping
/// separates stay joined by a line of no width.
std::vector<model::Point> outline(const model::Sector& sector);

/// Twice the area of a polygon, in 1/256 square pixel.
std::int64_t doubled_area(const std::vector<model::Point>& polygon);

}  // namespace image
