#pragma once

#include "model/sector.h"
#include "vision/score_grid.h"

namespace vision {

class Evidence;

/// How well a sector agrees with the evidence, in 1/1000.
struct Agreement {
  int filled = 0;   ///< of the sector's area, how much shows evidence
  int outside = 0;  ///< of all evidence, how much is outside of the sector
  int edges = 0;    ///< of the outline inside the picture, how much is where the evidence ends; 0 if it has none
  int moving = 0;   ///< of the sector's pixels, how many change
};

Agreement agreement_of(const ScoreGrid& grid, const Evidence& evidence, const model::Sector& sector);

/// Of the sector's outline inside the grid, how much is where the evidence ends, in 1/1000.
int seen_edges(const ScoreGrid& grid, const model::Sector& sector);

}  // namespace vision
