#include "vision/sector_finder.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/error.h"
#include "phantom/phantom.h"
#include "vision/screens.h"

// What is found decides what is cropped and masked: tissue must not be lost, text must not be kept, and the same clip
// must give the same sector everywhere.
namespace {

using model::FoundSector;
using model::Sector;
using vision_test::evidence_with;
using vision_test::expect_overlap;
using vision_test::kGood;
using vision_test::Screen;

void expect_found(const Sector& truth, int pictures, const std::string& what) {
  const FoundSector found = vision::find_sector(vision_test::evidence_of({.sectors = {truth}}, pictures));
  EXPECT_EQ(model::to_string(found.sector.kind), model::to_string(truth.kind)) << what;
  EXPECT_GE(vision_test::overlap_permille(found.sector, truth, 320, 240), kGood)
      << what << model::to_json(found.sector);
  EXPECT_FALSE(found.several_sectors) << what;
  EXPECT_EQ(found.pictures, pictures);
}

std::vector<std::pair<Sector, std::string>> all_kinds() {
  return {{vision_test::fan(160, -20, 50, 240, 0.6), "convex"},
          {vision_test::fan(150, 12, 0, 210, 0.8), "phased"},
          {vision_test::quad(Sector::Kind::Linear, {80, 230}, {80, 230}, 30, 220), "linear"},
          {vision_test::quad(Sector::Kind::Trapezoid, {110, 210}, {60, 260}, 30, 200), "trapezoid"},
          {vision_test::quad(Sector::Kind::Steered, {60, 180}, {110, 230}, 30, 210), "steered"},
          // Cut off by an earlier crop: sides and bottom are outside.
          {vision_test::fan(160, -100, 90, 400, 0.6), "cropped convex"}};
}

TEST(SectorFinder, FindsEachKind) {
  for (const auto& [sector, what] : all_kinds()) expect_found(sector, 6, what);
}

TEST(SectorFinder, FindsThemInStillsAndSaysThatThereIsLessEvidence) {
  for (const auto& [sector, what] : all_kinds()) {
    expect_found(sector, 1, what + ", still");
    const Screen screen{.sectors = {sector}};
    EXPECT_LT(vision::find_sector(vision_test::evidence_of(screen, 1)).confidence_permille,
              vision::find_sector(vision_test::evidence_of(screen, 6)).confidence_permille)
        << what;
  }
}

TEST(SectorFinder, FindsTheLimitOfTheScreen) {
  Sector cut = vision_test::fan(160, -20, 50, 270, 0.7);
  cut.visible = {70, 0, 170, 200};
  expect_found(cut, 6, "cut off within the picture");
}

TEST(SectorFinder, FindsPhantoms) {
  for (int device = 0; device < 4; ++device) {
    const phantom::Phantom clip({.subject_seed = 7, .clip_seed = 3, .device = device, .width = 320, .height = 240});
    vision::Evidence evidence;
    for (int i = 0; i < 5; ++i) evidence.add(clip.picture(i * 333'333));
    const FoundSector found = vision::find_sector(evidence);
    std::int64_t both = 0;
    std::int64_t either = 0;
    for (int y = 0; y < 240; ++y) {
      for (int x = 0; x < 320; ++x) {
        const bool truth = clip.sector().locate(x, y).has_value();
        both += truth && found.sector.contains(x, y);
        either += truth || found.sector.contains(x, y);
      }
    }
    EXPECT_GE(both * 1000 / either, 950) << device << model::to_json(found.sector);
  }
}

TEST(SectorFinder, OverlaysDoNotWidenIt) {
  const Sector truth = vision_test::fan(160, 10, 40, 190, 0.6);
  for (const int pictures : {1, 6}) {
    vision::Evidence evidence;
    for (int i = 0; i < pictures; ++i) {
      model::Picture picture = Screen{.sectors = {truth}}.picture(static_cast<std::uint64_t>(i));
      for (int line = 0; line < 5; ++line) vision_test::write(picture, 4, 30 + 14 * line, 7, 220);
      vision_test::write(picture, 60, 4, 24, 200);
      for (int y = 40; y < 200; y += 8) std::fill_n(picture.row(y) + 300, 6, std::uint8_t{180});
      for (int y = 40; y < 140; ++y)
        std::fill_n(picture.row(y) + 285, 7, static_cast<std::uint8_t>(255 - 2 * (y - 40)));
      evidence.add(picture);
    }
    const FoundSector found = vision::find_sector(evidence);
    EXPECT_GE(vision_test::overlap_permille(found.sector, truth, 320, 240), kGood)
        << pictures << model::to_json(found.sector);
  }
}

TEST(SectorFinder, KeepsDarkTissue) {
  // A shadow as wide as a third of the sector hides one of its corners.
  const Sector truth = vision_test::fan(160, -20, 50, 240, 0.6);
  vision::Evidence evidence;
  for (int i = 0; i < 6; ++i) {
    model::Picture picture = Screen{.sectors = {truth}}.picture(static_cast<std::uint64_t>(i));
    for (int y = 90; y < 240; ++y) std::fill_n(picture.row(y), 160 - (y + 20) / 4, std::uint8_t{0});
    evidence.add(picture);
  }
  const FoundSector found = vision::find_sector(evidence);
  EXPECT_GE(vision_test::overlap_permille(found.sector, truth, 320, 240), 900) << model::to_json(found.sector);
}

// As of ribs at both ends of the probe: only the echoes next to it show how wide the fan is.
TEST(SectorFinder, ShadowsAtBothSidesDoNotNarrowAFan) {
  const Sector truth = vision_test::fan(160, -20, 60, 240, 0.75);
  const auto ribs = [](int x, int y, std::uint8_t& pixel) {
    const int across = std::abs(x - 160);
    const int down = y + 20;
    if (across * across + down * down > 84 * 84 && across * 100 > down * 60) pixel = 0;
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, ribs), truth, "");
}

TEST(SectorFinder, BlackWithinBelongsToASectorOnALighterScreen) {
  const Sector truth = vision_test::fan(160, -20, 60, 240, 0.6);
  for (const int level : {6, 28}) {
    for (const int pictures : {1, 6}) {
      const auto shadows = [&](int x, int y, std::uint8_t& pixel) {
        if (truth.contains(x, y) && y > 70 && (x < 130 || x > 200)) pixel = 0;
      };
      expect_overlap(evidence_with({.backdrop = level, .sectors = {truth}}, pictures, shadows), truth,
                     std::to_string(level) + ", " + std::to_string(pictures) + " pictures: ");
    }
  }
}

TEST(SectorFinder, BlackPanelOfALightWindowIsNoSector) {
  const Sector truth = vision_test::fan(160, 10, 40, 180, 0.5);
  for (const int pictures : {1, 6}) {
    const auto window = [](int x, int y, std::uint8_t& pixel) {
      if (x < 30 || x >= 290 || y < 25 || y >= 215) pixel = 232;
    };
    expect_overlap(evidence_with({.sectors = {truth}}, pictures, window), truth, std::to_string(pictures) + ": ");
  }
}

TEST(SectorFinder, BlackBoxesOfTheScreenAreNoSector) {
  const Sector truth = vision_test::fan(190, -20, 60, 230, 0.5);
  const auto boxes = [](int x, int y, std::uint8_t& pixel) {
    if (x >= 8 && x < 60 && y >= 20 && y < 200 && y % 60 >= 20) pixel = 0;
  };
  expect_overlap(evidence_with({.backdrop = 20, .sectors = {truth}}, 6, boxes), truth, "");
}

TEST(SectorFinder, ShadowsAtBothSidesDoNotTurnAParallelogram) {
  const Sector truth = vision_test::quad(Sector::Kind::Steered, {60, 180}, {120, 240}, 30, 210);
  const auto shadows = [](int x, int y, std::uint8_t& pixel) {
    const int across = x - (60 + (y - 30) / 3);
    if (y > 75 && (across < 14 || across > 106)) pixel = 0;
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, shadows), truth, "", 880);
}

// As of ribs at both ends of the probe: what is left between them is nearly upright.
TEST(SectorFinder, SidesNextToTheProbeTellAParallelogramFromARectangle) {
  const Sector truth = vision_test::quad(Sector::Kind::Steered, {50, 200}, {110, 260}, 20, 210);
  const auto ribs = [](int x, int y, std::uint8_t& pixel) {
    const int across = x - (50 + (y - 20) * 60 / 190);
    if (y > 70 && (across < 40 || across > 110)) pixel = 0;
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, ribs), truth, "", 880);
}

TEST(SectorFinder, ShadowsAtBothSidesDoNotNarrowATrapezoid) {
  const Sector truth = vision_test::quad(Sector::Kind::Trapezoid, {110, 210}, {60, 260}, 20, 220);
  // The second ones leave what looks nearly like a rectangle.
  for (const int slope : {20, 12}) {
    const auto ribs = [&](int x, int y, std::uint8_t& pixel) {
      if (y > 60 && std::abs(x - 160) * 100 > 3800 + (y - 20) * slope) pixel = 0;
    };
    expect_overlap(evidence_with({.sectors = {truth}}, 6, ribs), truth, std::to_string(slope), 950);
  }
}

TEST(SectorFinder, NoiseOfALighterScreenIsNoTissue) {
  const Sector truth = vision_test::fan(160, -20, 50, 230, 0.6);
  const auto noise = [&](int x, int y, std::uint8_t& pixel) {
    if (!truth.contains(x, y)) pixel = static_cast<std::uint8_t>(pixel + (x * 7 + y * 13 + x * y) % 7 - 3);
  };
  expect_overlap(evidence_with({.backdrop = 31, .sectors = {truth}}, 1, noise), truth, "");
}

TEST(SectorFinder, LinesOfTextAboveAWindowAreNotPartOfIt) {
  const Sector truth = vision_test::fan(160, 20, 40, 180, 0.5);
  const auto window = [](int x, int y, std::uint8_t& pixel) {
    if (x < 30 || x >= 290 || y < 40 || y >= 225) pixel = 187;
    if (y >= 8 && y < 20 && x >= 60 && x < 260 && x % 4 != 0) pixel = 20;
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, window), truth, "");
}

TEST(SectorFinder, BarsAboveAndBelowAreNoSector) {
  Sector truth = vision_test::fan(160, -30, 60, 240, 0.6);
  truth.visible = {0, 24, 320, 192};
  for (const int backdrop : {5, 30}) {
    const auto bars = [](int, int y, std::uint8_t& pixel) {
      if (y < 24 || y >= 216) pixel = 44;
    };
    expect_overlap(evidence_with({.backdrop = backdrop, .sectors = {truth}}, 6, bars), truth, std::to_string(backdrop));
  }
}

TEST(SectorFinder, ThumbnailsBesideItAreNoSector) {
  const Sector truth = vision_test::fan(190, -20, 60, 230, 0.6);
  const auto thumbnails = [&](int x, int y, std::uint8_t& pixel) {
    if (x < 4 || x >= 54 || y < 60 || y >= 180 || y % 40 >= 36 || truth.contains(x, y)) return;
    pixel = x >= 18 && x < 40 && y % 40 >= 10 && y % 40 < 26 ? 120 : 0;
  };
  expect_overlap(evidence_with({.backdrop = 10, .sectors = {truth}}, 6, thumbnails), truth, "");
}

TEST(SectorFinder, AShadowDoesNotPartAFan) {
  const Sector truth = vision_test::fan(160, -20, 60, 240, 0.6);
  const auto shadow = [](int x, int y, std::uint8_t& pixel) {
    if (y > 62 && x >= 156 && x < 166) pixel = 0;
  };
  const FoundSector found = vision::find_sector(evidence_with({.sectors = {truth}}, 6, shadow));
  EXPECT_FALSE(found.several_sectors);
  EXPECT_GE(vision_test::overlap_permille(found.sector, truth, 320, 240), kGood) << model::to_json(found.sector);
}

TEST(SectorFinder, SidesNextToTheProbeShowHowWideAPhasedFanIs) {
  const Sector truth = vision_test::fan(160, 10, 0, 220, 0.8);
  const auto ribs = [](int x, int y, std::uint8_t& pixel) {
    if (y > 50 && std::abs(x - 160) * 100 > (y - 10) * 62) pixel = 0;
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, ribs), truth, "");
}

TEST(SectorFinder, FaintDepthIsPartOfIt) {
  const Sector truth = vision_test::fan(160, -20, 50, 240, 0.6);
  const auto faint = [&](int x, int y, std::uint8_t& pixel) {
    const int fades = pixel * std::clamp(190 - y, 0, 80) / 80;
    if (truth.contains(x, y)) pixel = static_cast<std::uint8_t>(std::max(fades, 2 + (x / 5 + y / 7) % 2));
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, faint), truth, "");
}

TEST(SectorFinder, FindsItInAFrozenPicture) {
  const Sector truth = vision_test::fan(160, -20, 50, 240, 0.6);
  const model::Picture frozen = Screen{.backdrop = 12, .sectors = {truth}}.picture(4);
  vision::Evidence evidence;
  for (int i = 0; i < 6; ++i) {
    model::Picture picture = frozen;
    // What a codec changes from picture to picture.
    for (int y = i; y < 240; y += 3) {
      for (int x = i % 3; x < 320; x += 3) {
        if (truth.contains(x, y)) picture.row(y)[x] = static_cast<std::uint8_t>(picture.row(y)[x] + 3);
      }
    }
    evidence.add(picture);
  }
  expect_overlap(evidence, truth, "");
}

std::uint8_t grainy(int x, int y) { return static_cast<std::uint8_t>(196 + (x * 37 + y * 11 + x * y) % 13 - 6); }

TEST(SectorFinder, AWindowIsFoundInANoisySurround) {
  const Sector truth = vision_test::fan(160, 0, 50, 190, 0.4);
  const auto window = [](int x, int y, std::uint8_t& pixel) {
    if (x < 20 || x >= 300 || y < 25 || y >= 215) pixel = grainy(x, y);
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, window), truth, "", 930);
}

// In a window that it nearly fills: its sides are in shadow, but such a picture was not cropped to a sector before.
TEST(SectorFinder, ARectangleInAWindowIsNotTheWindow) {
  const Sector truth = vision_test::quad(Sector::Kind::Linear, {70, 250}, {70, 250}, 12, 230);
  const auto window = [](int x, int y, std::uint8_t& pixel) {
    if (y > 40 && (x < 98 || x >= 222)) pixel = 0;
    if (x < 40 || x >= 280 || y < 4 || y >= 236) pixel = 232;
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, window), truth, "", 950);
}

TEST(SectorFinder, AShadowAtOneSideDoesNotTiltAFan) {
  const Sector truth = vision_test::fan(160, 0, 30, 220, 0.6);
  const auto shadow = [](int x, int y, std::uint8_t& pixel) {
    if (x - 160 > y * 25 / 100 + (x * 7 + y * 13) % 23) pixel = 0;
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, shadow), truth, "", 930);
}

TEST(SectorFinder, AFanThatIsTiltedStaysTilted) {
  const Sector truth = model::make_fan({160, 10}, {10, 210}, {-0.9, 0.55}, {0, 0, 320, 240});
  expect_overlap(vision_test::evidence_of({.sectors = {truth}}, 6), truth, "", 960);
}

// The left side is seen further down than the right one, a row is dark, and the fan is tilted.
TEST(SectorFinder, SidesNextToTheProbeNeedNotBeAlike) {
  const Sector truth = model::make_fan({150, 6}, {4, 215}, {-0.95, 0.65}, {0, 0, 320, 240});
  const auto shadows = [](int x, int y, std::uint8_t& pixel) {
    const int fringe = (x * 7 + y * 13) % 11;
    const bool left = y > 62 && 150 - x > y * 50 / 100 + fringe;
    const bool right = y > 46 && x - 150 > y * 35 / 100 + fringe;
    if (left || right || (y == 36 && (x < 140 || x > 160))) pixel = 0;
  };
  expect_overlap(evidence_with({.sectors = {truth}}, 6, shadows), truth, "", 930);
}

// The lower end of fading echoes, and a shadow's edge, are not edges of a sector.
TEST(SectorFinder, PictureCroppedToALinearSectorIsWhole) {
  const Screen screen{.sectors = {Sector{.visible = {0, 0, 320, 240}}}};
  const auto fading = [](int, int y, std::uint8_t& pixel) {
    pixel = static_cast<std::uint8_t>(pixel * std::max(0, 150 - y) / 150);
  };
  const auto shadow = [](int x, int y, std::uint8_t& pixel) {
    if (y > 40 && x < 20 + y / 3) pixel = 0;
  };
  EXPECT_EQ(vision::find_sector(evidence_with(screen, 6, fading)).sector.kind, Sector::Kind::Whole);
  EXPECT_EQ(vision::find_sector(evidence_with(screen, 6, shadow)).sector.kind, Sector::Kind::Whole);
}

TEST(SectorFinder, PictureWithoutEdgesIsWhole) {
  const FoundSector found =
      vision::find_sector(vision_test::evidence_of({.sectors = {Sector{.visible = {0, 0, 320, 240}}}}, 4));
  EXPECT_EQ(found.sector.kind, Sector::Kind::Whole);
  EXPECT_EQ(found.sector.visible, (model::Region{0, 0, 320, 240}));
  EXPECT_LE(found.confidence_permille, 500);
}

TEST(SectorFinder, EmptyPictureIsWhole) {
  const FoundSector found = vision::find_sector(vision_test::evidence_of({}, 2));
  EXPECT_EQ(found.sector.kind, Sector::Kind::Whole);
  EXPECT_LE(found.confidence_permille, 250);
  EXPECT_THROW(vision::find_sector(vision::Evidence()), base::Error);
}

// A golden value: other compilers, options and processors must find exactly this.
TEST(SectorFinder, IsDeterministic) {
  const phantom::Phantom clip({.subject_seed = 5, .clip_seed = 9, .device = 0, .width = 320, .height = 240});
  vision::Evidence evidence;
  for (int i = 0; i < 4; ++i) evidence.add(clip.picture(i * 333'333));
  const std::string first = model::to_json(vision::find_sector(evidence).sector);
  EXPECT_EQ(model::to_json(vision::find_sector(evidence).sector), first);
  EXPECT_EQ(first, R"({"apex":[2456,-591],"corners":[1635,700,3277,700,4630,2825,282,2825],"kind":"convex",)"
                   R"("radii":[1530,4049],"visible":[0,0,320,240]})");
}

}  // namespace
