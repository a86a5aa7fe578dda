#include "vision/score_grid.h"

#include <gtest/gtest.h>

#include "vision/shape.h"

// The search compares sums over shapes: a wrong one sends it elsewhere.
namespace {

using vision::ScoreGrid;
using vision::Shape;

TEST(ScoreGrid, SumsPartsOfCells) {
  const ScoreGrid grid(3, 1, 2, {4, -8, 16});
  EXPECT_EQ(grid.left_of(0, 0), 0);
  EXPECT_EQ(grid.left_of(16, 0), 4 * 16);
  EXPECT_EQ(grid.left_of(24, 0), 4 * 16 - 8 * 8);
  EXPECT_EQ(grid.left_of(48, 0), 12 * 16);
  EXPECT_EQ(grid.total(), 12);
  EXPECT_EQ(grid.positive(), 20);
}

TEST(ScoreGrid, CoarserCellsHaveTheSameSum) {
  std::vector<std::int32_t> scores(7 * 5);
  for (std::size_t i = 0; i < scores.size(); ++i) scores[i] = static_cast<int>(i) - 9;
  const ScoreGrid fine(7, 5, 3, scores);
  const ScoreGrid coarse = fine.coarser(4);
  EXPECT_EQ(coarse.width(), 2);
  EXPECT_EQ(coarse.height(), 2);
  EXPECT_EQ(coarse.cell(), 12);
  EXPECT_EQ(coarse.total(), fine.total());
}

TEST(Shape, ScoreIsTheAreaOnAnEvenGrid) {
  const ScoreGrid grid(100, 80, 2, std::vector<std::int32_t>(8000, 4));  // 1 a pixel
  Shape shape;
  shape.row_above = 20;
  shape.row_below = 120;
  shape.at = {40, 40, 140, 140, 20.5, 120, 0, 0, 200, 160};
  EXPECT_EQ(vision::score(grid, shape) / vision::kScoreUnit, 100 * 99.5);
  shape.at[Shape::CutRight] = 90;
  EXPECT_EQ(vision::score(grid, shape) / vision::kScoreUnit, 4975);
  shape.fan = true;
  shape.at = {80, 30, 120, 170, 30, 130, 0, 0, 200, 160};
  const model::Sector sector = vision::to_sector(shape, model::Sector::Kind::Convex, 200, 160);
  std::int64_t pixels = 0;
  for (int y = 0; y < 160; ++y) {
    for (int x = 0; x < 200; ++x) pixels += sector.contains(x, y);
  }
  EXPECT_NEAR(static_cast<double>(vision::score(grid, shape)) / vision::kScoreUnit, static_cast<double>(pixels), 60);
}

}  // namespace
