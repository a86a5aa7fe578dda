#pragma once

#include <cstdint>
#include <vector>

#include "model/picture.h"
#include "model/sector.h"
#include "vision/evidence.h"

namespace vision_test {

/// A picture of a scanner's screen, made for tests: speckle where the sectors are, and nothing else.
struct Screen {
  int width = 320;
  int height = 240;
  int backdrop = 0;
  std::vector<model::Sector> sectors;
  /// Speckle gets this much of its brightness at the bottom of the picture, in 1/256.
  int deep = 200;

  /// The picture at a time; its speckle depends on it.
  model::Picture picture(std::uint64_t time) const;
};

model::Sector fan(double apex_x, double apex_y, double inner, double outer, double slope, int width = 320,
                  int height = 240);
/// Straight edges; `top` and `bottom` are where they are, from left to right.
model::Sector quad(model::Sector::Kind kind, std::array<int, 2> top, std::array<int, 2> bottom, int from, int to,
                   int width = 320, int height = 240);

/// The evidence of so many pictures.
vision::Evidence evidence_of(const Screen& screen, int pictures);

/// A line of something like letters, of one level.
void write(model::Picture& picture, int x, int y, int letters, int level);

/// Intersection over union of the pixels, in 1/1000.
int overlap_permille(const model::Sector& a, const model::Sector& b, int width, int height);

}  // namespace vision_test
