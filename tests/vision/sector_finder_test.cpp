#include "vision/sector_finder.h"

#include <gtest/gtest.h>

#include "base/error.h"
#include "phantom/phantom.h"
#include "vision/screens.h"

// What is found decides what is cropped and masked: tissue must not be lost, text must not be kept, and the same clip
// must give the same sector everywhere.
namespace {

using model::FoundSector;
using model::Sector;
using vision_test::Screen;

constexpr int kGood = 960;

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

TEST(SectorFinder, TakesTheLeftOneOfTwo) {
  const Sector left = vision_test::quad(Sector::Kind::Linear, {10, 150}, {10, 150}, 30, 220);
  const Sector right = vision_test::quad(Sector::Kind::Linear, {160, 300}, {160, 300}, 30, 220);
  const FoundSector found = vision::find_sector(vision_test::evidence_of({.sectors = {left, right}}, 4));
  EXPECT_TRUE(found.several_sectors);
  EXPECT_GE(vision_test::overlap_permille(found.sector, left, 320, 240), kGood) << model::to_json(found.sector);
}

TEST(SectorFinder, TakesTheMovingOneOfTwo) {
  const Sector left = vision_test::fan(80, 10, 30, 160, 0.5);
  const Sector right = vision_test::fan(240, 10, 30, 160, 0.5);
  vision::Evidence evidence;
  const model::Picture frozen = Screen{.sectors = {left}}.picture(99);
  for (int i = 0; i < 5; ++i) {
    model::Picture picture = Screen{.sectors = {right}}.picture(static_cast<std::uint64_t>(i));
    for (int y = 0; y < 240; ++y) std::copy_n(frozen.row(y), 160, picture.row(y));
    evidence.add(picture);
  }
  const FoundSector found = vision::find_sector(evidence);
  EXPECT_GE(vision_test::overlap_permille(found.sector, right, 320, 240), kGood) << model::to_json(found.sector);
}

TEST(SectorFinder, LeavesAnMModeStripOut) {
  const Sector sector = vision_test::fan(160, 0, 30, 140, 0.6);
  const Sector strip = vision_test::quad(Sector::Kind::Linear, {20, 300}, {20, 300}, 160, 225);
  const FoundSector found = vision::find_sector(vision_test::evidence_of({.sectors = {sector, strip}}, 4));
  EXPECT_TRUE(found.several_sectors);
  EXPECT_GE(vision_test::overlap_permille(found.sector, sector, 320, 240), kGood) << model::to_json(found.sector);
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
  EXPECT_EQ(first, R"({"apex":[2452,-1658],"corners":[1544,763,3360,763,4248,3130,656,3130],"kind":"convex",)"
                   R"("radii":[2586,5114],"visible":[0,0,320,240]})");
}

}  // namespace
