#include "vision/climb.h"

#include <cmath>

#include "vision/score_map.h"

namespace vision {
namespace {

constexpr double kAsymmetryCost = 1;
constexpr int kMostRounds = 60;

// Goes on as long as it helps.
bool follow(const ScoreGrid& grid, Scored& best, const Move& move, double step) {
  bool better = false;
  for (int n = 0; n < kMostRounds; ++n) {
    Shape next = best.shape;
    for (std::size_t i = 0; i < Shape::kNumbers; ++i) next.at[i] += step * move[i];
    if (!next.possible()) return better;
    const std::int64_t worth = worth_of(grid, next);
    if (worth <= best.worth) return better;
    best = {next, worth};
    better = true;
  }
  return better;
}

bool try_all(const ScoreGrid& grid, Scored& best, std::span<const Move> moves, double step) {
  bool better = false;
  for (const Move& move : moves) {
    if (follow(grid, best, move, step) || follow(grid, best, move, -step)) better = true;
  }
  return better;
}

}  // namespace

std::int64_t worth_of(const ScoreGrid& grid, const Shape& shape) {
  const std::int64_t value = score(grid, shape);
  if (!shape.fan) return value;
  const double uneven = std::abs(shape.left_slope() + shape.right_slope());
  return value -
         static_cast<std::int64_t>(kAsymmetryCost * uneven * kScoreUnit * static_cast<double>(grid.positive() / kFor));
}

void climb(const ScoreGrid& grid, Scored& best, std::span<const Move> moves, double from, double to) {
  best.worth = worth_of(grid, best.shape);
  for (double step = from; step >= to; step /= 2) {
    for (int n = 0; n < kMostRounds && try_all(grid, best, moves, step); ++n) {
    }
  }
}

}  // namespace vision
