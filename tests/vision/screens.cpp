#include "vision/screens.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/splitmix64.h"

namespace vision_test {

model::Picture Screen::picture(std::uint64_t time) const {
  model::Picture picture(width, height, 1);
  for (int y = 0; y < height; ++y) {
    const int gain = 256 + (deep - 256) * y / height;
    for (int x = 0; x < width; ++x) {
      const bool inside = std::ranges::any_of(sectors, [&](const model::Sector& s) { return s.contains(x, y); });
      const std::uint64_t place = static_cast<std::uint64_t>(y) * 4096 + static_cast<std::uint64_t>(x);
      const int speckle = static_cast<int>(base::splitmix64(place * 65537 + time) % 120) * gain / 256;
      picture.row(y)[x] = static_cast<std::uint8_t>(inside ? speckle : backdrop);
    }
  }
  return picture;
}

model::Sector fan(double apex_x, double apex_y, double inner, double outer, double slope, int width, int height) {
  return model::make_fan({apex_x, apex_y}, {inner, outer}, {-slope, slope}, {0, 0, width, height});
}

model::Sector quad(model::Sector::Kind kind, std::array<int, 2> top, std::array<int, 2> bottom, int from, int to,
                   int width, int height) {
  model::Sector sector{.kind = kind, .visible = {0, 0, width, height}};
  constexpr int kUnit = model::kPointsPerPixel;
  sector.corners = {{{top[0] * kUnit, from * kUnit},
                     {top[1] * kUnit, from * kUnit},
                     {bottom[1] * kUnit, to * kUnit},
                     {bottom[0] * kUnit, to * kUnit}}};
  return sector;
}

vision::Evidence evidence_of(const Screen& screen, int pictures) {
  vision::Evidence evidence;
  for (int i = 0; i < pictures; ++i) evidence.add(screen.picture(static_cast<std::uint64_t>(i) + 1));
  return evidence;
}

void write(model::Picture& picture, int x, int y, int letters, int level) {
  for (int letter = 0; letter < letters; ++letter) {
    for (int row = 0; row < 9; ++row) {
      for (int column = 0; column < 5; ++column) {
        if (column % 4 != 0 && row % 4 != 0) continue;  // like an 8
        picture.row(y + row)[x + letter * 7 + column] = static_cast<std::uint8_t>(level);
      }
    }
  }
}

int overlap_permille(const model::Sector& a, const model::Sector& b, int width, int height) {
  std::int64_t both = 0;
  std::int64_t either = 0;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      both += a.contains(x, y) && b.contains(x, y);
      either += a.contains(x, y) || b.contains(x, y);
    }
  }
  return either > 0 ? static_cast<int>(both * 1000 / either) : 1000;
}

void expect_overlap(const vision::Evidence& evidence, const model::Sector& truth, const std::string& what, int least) {
  const model::FoundSector found = vision::find_sector(evidence);
  EXPECT_GE(overlap_permille(found.sector, truth, 320, 240), least) << what << model::to_json(found.sector);
}

}  // namespace vision_test
