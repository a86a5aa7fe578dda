#pragma once

#include <array>
#include <cstdint>
#include <string>
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

/// The same, after `change(x, y, pixel)` of what is drawn.
template <typename Change>
vision::Evidence evidence_with(const Screen& screen, int pictures, const Change& change) {
  vision::Evidence evidence;
  for (int i = 0; i < pictures; ++i) {
    model::Picture picture = screen.picture(static_cast<std::uint64_t>(i) + 1);
    for (int y = 0; y < screen.height; ++y) {
      for (int x = 0; x < screen.width; ++x) change(x, y, picture.row(y)[x]);
    }
    evidence.add(picture);
  }
  return evidence;
}

/// A line of something like letters, of one level.
void write(model::Picture& picture, int x, int y, int letters, int level);

/// Intersection over union of the pixels, in 1/1000.
int overlap_permille(const model::Sector& a, const model::Sector& b, int width, int height);

inline constexpr int kGood = 960;  ///< of that, for a sector that is found
/// Expects that of what is found in pictures of 320 x 240 and the truth.
void expect_overlap(const vision::Evidence& evidence, const model::Sector& truth, const std::string& what,
                    int least = kGood);

}  // namespace vision_test
