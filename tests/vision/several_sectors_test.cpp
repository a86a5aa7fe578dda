// Screens that show more than one sector: two side by side, thumbnails, the strip of M-mode below.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "vision/screens.h"
#include "vision/sector_finder.h"

namespace {

using model::FoundSector;
using model::Sector;
using vision_test::evidence_with;
using vision_test::expect_overlap;
using vision_test::kGood;
using vision_test::Screen;

TEST(SeveralSectors, TakesTheLeftOneOfTwo) {
  const Sector left = vision_test::quad(Sector::Kind::Linear, {10, 150}, {10, 150}, 30, 220);
  const Sector right = vision_test::quad(Sector::Kind::Linear, {160, 300}, {160, 300}, 30, 220);
  const FoundSector found = vision::find_sector(vision_test::evidence_of({.sectors = {left, right}}, 4));
  EXPECT_TRUE(found.several_sectors);
  EXPECT_GE(vision_test::overlap_permille(found.sector, left, 320, 240), kGood) << model::to_json(found.sector);
}

TEST(SeveralSectors, TakesTheLeftOneOfTwoThatTouch) {
  Sector left = vision_test::fan(85, -20, 60, 200, 0.6);
  left.visible = {10, 0, 150, 240};
  Sector right = vision_test::fan(235, -20, 60, 200, 0.6);
  right.visible = {160, 0, 150, 240};
  const FoundSector found = vision::find_sector(vision_test::evidence_of({.sectors = {left, right}}, 4));
  EXPECT_TRUE(found.several_sectors);
  EXPECT_GE(vision_test::overlap_permille(found.sector, left, 320, 240), 940) << model::to_json(found.sector);
}

// The left one is taken also where it stands still beside a live one, and live beside one that stands still.
TEST(SeveralSectors, TakesTheLeftOneOfTwoIfOneIsFrozen) {
  const Sector left = vision_test::fan(80, 10, 30, 160, 0.5);
  const Sector right = vision_test::fan(240, 10, 30, 160, 0.5);
  for (const bool left_is_frozen : {true, false}) {
    vision::Evidence evidence;
    const model::Picture frozen = Screen{.sectors = {left_is_frozen ? left : right}}.picture(99);
    for (int i = 0; i < 5; ++i) {
      model::Picture picture =
          Screen{.sectors = {left_is_frozen ? right : left}}.picture(static_cast<std::uint64_t>(i));
      const int at = left_is_frozen ? 0 : 160 * picture.channels;
      for (int y = 0; y < 240; ++y) std::copy_n(frozen.row(y) + at, 160 * picture.channels, picture.row(y) + at);
      evidence.add(picture);
    }
    const FoundSector found = vision::find_sector(evidence);
    EXPECT_TRUE(found.several_sectors) << left_is_frozen;
    EXPECT_GE(vision_test::overlap_permille(found.sector, left, 320, 240), kGood)
        << left_is_frozen << model::to_json(found.sector);
  }
}

TEST(SeveralSectors, EqualThumbnailsInAStillAreNoSector) {
  const Sector truth = vision_test::quad(Sector::Kind::Steered, {130, 280}, {90, 240}, 30, 190);
  const auto boxes = [](int x, int y, std::uint8_t& pixel) {
    const bool inside = x >= 5 && x < 65 && y >= 30 && y < 170 && (y - 30) % 36 < 32;
    if (!inside) return;
    const bool picture = std::abs(x - 35) < 12 && (y - 30) % 36 > 8 && (y - 30) % 36 < 24;
    pixel = static_cast<std::uint8_t>(picture ? 90 + (x * 37 + y * 11) % 50 : 4);
  };
  expect_overlap(evidence_with({.backdrop = 29, .sectors = {truth}}, 1, boxes), truth, "");
}

// In a still, boxes with pictures cannot be told from tissue.
TEST(SeveralSectors, ThumbnailsBesideTwoRectanglesDoNotJoinThem) {
  const auto box = [](int left, int right, int top, int bottom) {
    return vision_test::quad(Sector::Kind::Linear, {left, right}, {left, right}, top, bottom);
  };
  const Sector left = box(80, 160, 30, 130);
  const FoundSector found = vision::find_sector(vision_test::evidence_of(
      {.sectors = {left, box(190, 270, 30, 130), box(4, 50, 30, 64), box(4, 50, 68, 102), box(4, 50, 106, 140)}}, 1));
  EXPECT_TRUE(found.several_sectors);
  EXPECT_GE(vision_test::overlap_permille(found.sector, left, 320, 240), kGood) << model::to_json(found.sector);
}

TEST(SeveralSectors, LeavesAnMModeStripOut) {
  const Sector sector = vision_test::fan(160, 0, 30, 140, 0.6);
  const Sector strip = vision_test::quad(Sector::Kind::Linear, {20, 300}, {20, 300}, 160, 225);
  const FoundSector found = vision::find_sector(vision_test::evidence_of({.sectors = {sector, strip}}, 4));
  EXPECT_TRUE(found.several_sectors);
  EXPECT_GE(vision_test::overlap_permille(found.sector, sector, 320, 240), kGood) << model::to_json(found.sector);
}

// Much smaller than the strip, and dark but for what is next to the probe.
TEST(SeveralSectors, TakesASmallDarkSectorAboveAnMModeStrip) {
  const Sector sector = vision_test::fan(160, -10, 25, 85, 0.5);
  const Sector strip = vision_test::quad(Sector::Kind::Linear, {0, 320}, {0, 320}, 125, 232);
  const auto dark = [](int, int y, std::uint8_t& pixel) {
    if (y > 30 && y < 100) pixel = static_cast<std::uint8_t>(pixel / 4);
  };
  const vision::Evidence evidence = evidence_with({.sectors = {sector, strip}}, 6, dark);
  EXPECT_TRUE(vision::find_sector(evidence).several_sectors);
  expect_overlap(evidence, sector, "", 900);
}

TEST(SeveralSectors, TakesTheLeftOneOfTwoWithShadows) {
  const Sector left = vision_test::fan(78, -30, 50, 220, 0.36);
  const Sector right = vision_test::fan(242, -30, 50, 220, 0.36);
  const auto shadows = [](int x, int y, std::uint8_t& pixel) {
    if (y > 60 && x < 160 && (x < 38 || x > 126)) pixel = 0;
  };
  const vision::Evidence evidence = evidence_with({.sectors = {left, right}}, 6, shadows);
  EXPECT_TRUE(vision::find_sector(evidence).several_sectors);
  expect_overlap(evidence, left, "", 900);
}

// Cut off where they touch, with a ruler between them and a shadow beside it, they look like one wide fan.
TEST(SeveralSectors, TakesTheLeftOneOfTwoThatLookLikeOne) {
  Sector left = vision_test::fan(118, -44, 78, 163, 0.49);
  left.visible = {67, 0, 103, 240};
  Sector right = vision_test::fan(221, -44, 78, 163, 0.49);
  right.visible = {170, 0, 103, 240};
  const auto ruler = [](int x, int y, std::uint8_t& pixel) {
    if (y > 26 && y < 120 && (x == 171 || (y % 9 == 0 && x > 168 && x < 176))) pixel = 220;
    if (y > 50 && y < 120 && x > 182 + (120 - y) / 6 && x < 192 + (120 - y) / 6) pixel = 8;
  };
  const vision::Evidence evidence = evidence_with({.backdrop = 60, .sectors = {left, right}}, 6, ruler);
  EXPECT_TRUE(vision::find_sector(evidence).several_sectors);
  expect_overlap(evidence, left, "", 930);
}

// As light as what surrounds the window, and nearly as high.
TEST(SeveralSectors, ALineInAWindowDoesNotEndIt) {
  const Sector left = vision_test::quad(Sector::Kind::Linear, {40, 145}, {40, 145}, 40, 195);
  const Sector right = vision_test::quad(Sector::Kind::Linear, {175, 280}, {175, 280}, 40, 195);
  const auto window = [](int x, int y, std::uint8_t& pixel) {
    if (x < 20 || x >= 300 || y < 25 || y >= 210 || (x == 160 && y > 40 && y < 195)) pixel = 232;
  };
  const vision::Evidence evidence = evidence_with({.sectors = {left, right}}, 6, window);
  EXPECT_TRUE(vision::find_sector(evidence).several_sectors);
  expect_overlap(evidence, left, "", 950);
}

TEST(SeveralSectors, LeavesOutAnMModeStripThatIsPartlyDark) {
  const Sector sector = vision_test::fan(160, 4, 6, 118, 0.9);
  const Sector strip = vision_test::quad(Sector::Kind::Linear, {0, 320}, {0, 320}, 136, 240);
  const auto dark = [](int x, int y, std::uint8_t& pixel) {
    if (y > 160 && x > 220) pixel = 0;
  };
  const vision::Evidence evidence = evidence_with({.sectors = {sector, strip}}, 6, dark);
  EXPECT_TRUE(vision::find_sector(evidence).several_sectors);
  expect_overlap(evidence, sector, "", 930);
}

// Fluid parts a fan into the wall of the chest and what is deep, whose ends are ragged: a strip's are straight.
TEST(SeveralSectors, WhatIsBelowFluidIsNoMModeStrip) {
  const Sector sector = vision_test::fan(160, -60, 66, 290, 0.62);
  const auto fluid = [](int x, int y, std::uint8_t& pixel) {
    const bool wall = y < 50;
    const bool deep = y > 100 + std::abs(x - 150) / 3 && y < 215 - std::abs(x - 130) / 4;
    if (!wall && !deep) pixel = 0;
  };
  const vision::Evidence evidence = evidence_with({.sectors = {sector}}, 6, fluid);
  EXPECT_FALSE(vision::find_sector(evidence).several_sectors);
  expect_overlap(evidence, sector, "", 800);
}

// No row between the two is empty, and the strip has dark layers.
TEST(SeveralSectors, LeavesOutAnMModeStripThatTouches) {
  const Sector sector = vision_test::fan(160, 4, 20, 128, 0.8);
  const Sector strip = vision_test::quad(Sector::Kind::Linear, {20, 300}, {20, 300}, 132, 232);
  const auto layers = [](int, int y, std::uint8_t& pixel) {
    if (y >= 160 && y < 166) pixel = 0;
  };
  const vision::Evidence evidence = evidence_with({.sectors = {sector, strip}}, 6, layers);
  EXPECT_TRUE(vision::find_sector(evidence).several_sectors);
  expect_overlap(evidence, sector, "", 930);
}

}  // namespace
