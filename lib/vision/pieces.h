#pragma once

#include <vector>

#include "model/region.h"
#include "vision/score_grid.h"

namespace vision {

/// A connected part of the evidence, in cells.
struct Piece {
  model::Region box;
  int cells = 0;
  int label = 0;
};

/// The large parts of the evidence, the largest first.
class Pieces {
 public:
  /// `gap`: places narrower than this many cells do not join pieces.
  Pieces(const ScoreGrid& grid, int gap);

  const std::vector<Piece>& large() const { return large_; }
  /// The grid with evidence in and next to one piece only; the other pieces speak against a sector.
  ScoreGrid only(const ScoreGrid& grid, const Piece& piece) const;
  /// The number of the cells of a piece, as a grid: 1 for each, else 0.
  ScoreGrid cells_of(const ScoreGrid& grid, const Piece& piece) const;

 private:
  std::vector<int> labels_;  // of each cell, 0: none
  std::vector<Piece> large_;
};

}  // namespace vision
