#include "vision/climb.h"

#include <algorithm>
#include <cmath>

#include "vision/score_map.h"

namespace vision {
namespace {

constexpr double kAsymmetryCost = 1;
constexpr double kTurned = 0.1;  // the cost of a turned fan, as the difference of slopes
constexpr int kEdgeShare = 5;    // a row with an edge is worth the picture's width by this
constexpr int kMostRounds = 60;

class Climber {
 public:
  Climber(const ScoreGrid& grid, Scored& best) : grid_(grid), best_(best) { best_.worth = worth_of(grid, best.shape); }

  // Until no move helps. What failed since the last change would fail again.
  void climb(std::span<const Move> moves, double step) {
    std::size_t failed = 0;
    for (std::size_t n = 0; n < kMostRounds * moves.size() && failed < moves.size(); ++n) {
      const Move& move = moves[n % moves.size()];
      failed = follow(move, step) || follow(move, -step) ? 1 : failed + 1;
    }
  }

 private:
  // Goes on as long as it helps.
  bool follow(const Move& move, double step) {
    bool better = false;
    for (int n = 0; n < kMostRounds; ++n) {
      Shape next = best_.shape;
      for (std::size_t i = 0; i < Shape::kNumbers; ++i) next.at[i] += step * move[i];
      if (!next.possible()) return better;
      const std::int64_t worth = worth_of(grid_, next);
      if (worth <= best_.worth) return better;
      best_ = {next, worth};
      better = true;
    }
    return better;
  }

  const ScoreGrid& grid_;
  Scored& best_;
};

}  // namespace

std::int64_t worth_of(const ScoreGrid& grid, const Shape& shape) {
  const Sums sums = sums_of(grid, shape);
  const std::int64_t value = sums.inside + sums.edges * grid.width() * grid.cell() / kEdgeShare;
  if (!shape.fan) return value;
  const double uneven = shape.turned ? kTurned : std::abs(shape.left_slope() + shape.right_slope());
  return value -
         static_cast<std::int64_t>(kAsymmetryCost * uneven * kScoreUnit * static_cast<double>(grid.positive() / kFor));
}

void climb(const ScoreGrid& grid, Scored& best, std::span<const Move> moves, const Steps& steps) {
  Climber climber(grid, best);
  for (double step = steps.from; step >= steps.to; step /= 2) climber.climb(moves, step);
}

}  // namespace vision
