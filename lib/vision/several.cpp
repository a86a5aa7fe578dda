#include "vision/several.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

#include "vision/above_strip.h"
#include "vision/best_fit.h"
#include "vision/extent.h"
#include "vision/pieces.h"
#include "vision/score_map.h"

namespace vision {
namespace {

constexpr double kOffMiddle = 0.06;  // of the width of one of two views: how far it is from the middle
constexpr int kLeastParting = 100;   // what two shapes leave out is more than the score of one by this

constexpr int kLeastFilled = 600;    // of a sector with shadows, in 1/1000
constexpr int kWellFilled = 750;     // of others
constexpr int kAsTwins = 99;         // of the scores of two shapes that the same shape has in both places, in 1/100
constexpr double kNearProbe = 0.12;  // of a sector's height
constexpr std::array<Move, 1> kAcross = {{{1, 1, 1, 1, 0, 0, 1, 0, 1, 0}}};

int shared(int from, int length, int other_from, int other_length) {
  return std::min(from + length, other_from + other_length) - std::max(from, other_from);
}

// Whether two pieces can be two sectors: of similar size, side by side.
bool are_beside(const model::Region& a, const model::Region& b) {
  const int across = shared(a.x, a.width, b.x, b.width);
  const int down = shared(a.y, a.height, b.y, b.height);
  const int narrow = std::min(a.width, b.width);
  const int low = std::min(a.height, b.height);
  const bool alike = low * 3 >= std::max(a.height, b.height) * 2 && narrow * 5 >= std::max(a.width, b.width) * 3;
  return across * 12 <= narrow && down * 10 >= low * 8 && alike;
}

struct Candidate {
  Piece piece;
  Fit fit;
  std::int64_t filled = 0;  // of the shape's cells, in 1/1000
  std::int64_t taken = 0;   // of the other piece's cells, in 1/1000
};

Candidate examine(const ScoreGrid& fine, const Pieces& pieces, const Piece& piece, const Piece& other) {
  const ScoreGrid alone = pieces.only(fine, piece);
  Candidate found{piece, fit_best(alone), 0, 0};
  const Shape& shape = found.fit.best.shape;
  const std::int64_t area = std::max<std::int64_t>(score(fine.ones(), shape), 1);
  found.filled = score(alone.evidence(), shape) * 1000 / area;
  found.taken = score(pieces.cells_of(fine, other), shape) * 1000 / (std::int64_t{other.cells} * kScoreUnit);
  return found;
}

bool may_be_sector(const Candidate& found) { return found.taken <= 60 && found.filled >= kLeastFilled; }

// Two views of one scan have the same scale, and each lies in the middle below its own probe.
bool is_in_middle(const Shape& fan, double from, double width) {
  return fan.fan && std::abs(fan.apex()[0] - from - width / 2) < width * kOffMiddle;
}

// A shadow can part one fan: then its parts are not rectangles, do not lie in the middle below a probe, and leave out
// nothing more.
bool are_parts_of_one(const ScoreGrid& fine, const Candidate& left, const Candidate& right) {
  const bool rectangles = left.fit.kind == model::Sector::Kind::Linear && right.fit.kind == model::Sector::Kind::Linear;
  if (rectangles) return false;
  const auto is_whole = [&](const Candidate& found) {
    return is_in_middle(found.fit.best.shape, found.piece.box.x * fine.cell(), found.piece.box.width * fine.cell());
  };
  if (is_whole(left) && is_whole(right)) return false;
  const Shape one = fit_best(fine).best.shape;
  const std::int64_t gain = score(fine, left.fit.best.shape) + score(fine, right.fit.best.shape) - score(fine, one);
  return one.fan && gain * kLeastParting < score(fine, one);
}

Shape moved_across(Shape fan, double by) {
  for (const auto i :
       {Shape::LeftAbove, Shape::LeftBelow, Shape::RightAbove, Shape::RightBelow, Shape::CutLeft, Shape::CutRight}) {
    fan.at[i] += by;
  }
  return fan;
}

// Rows next to the probe: there no shadow is dark.
ScoreGrid near_probe(const ScoreGrid& grid, const Shape& shape) {
  const double top = shape.at[Shape::Top];
  const double deep = top + (shape.at[Shape::Bottom] - top) * kNearProbe;
  std::vector<std::int32_t> scores(static_cast<std::size_t>(grid.width()) * grid.height());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const int y = static_cast<int>(i) / grid.width();
    if (y * grid.cell() < deep) scores[i] = grid.at(static_cast<int>(i) % grid.width(), y);
  }
  return {grid.width(), grid.height(), grid.cell(), std::move(scores)};
}

// The shape where the other of two sectors is. If its evidence is narrower, for shadows at its sides, the rows next to
// the probe tell how far across.
Scored put_beside(const ScoreGrid& grid, const Shape& shape, double by, const Shape& own) {
  const double cell = grid.cell();
  Scored there{moved_across(shape, by), 0};
  if (!shape.fan && !own.fan) {
    const ScoreGrid near = near_probe(grid, shape);
    std::int64_t most = std::numeric_limits<std::int64_t>::min();
    for (const auto side : {Shape::LeftAbove, Shape::RightAbove}) {
      const Shape aligned = moved_across(shape, own.at[side] - shape.at[side]);
      const std::int64_t found = score(near, aligned);
      if (found > most) there.shape = aligned;
      most = std::max(most, found);
    }
    climb(near, there, kAcross, {2 * cell, cell / 4});
    return there;
  }
  climb(grid, there, kAcross, {8 * cell, cell / 4});
  return there;
}

struct Twins {
  Fit left;
  std::int64_t both = std::numeric_limits<std::int64_t>::min();  // the score of the same shape in both places
};

// Two views of one scan are drawn alike: the shape that fits both better, where the left one is.
Twins fit_twins(const ScoreGrid& left, const ScoreGrid& right, const Candidate& one, const Candidate& two) {
  const double cell = left.cell();
  Twins twins{one.fit};
  for (const bool first : {true, false}) {
    const Fit& fit = first ? one.fit : two.fit;
    const ScoreGrid& own = first ? left : right;
    const ScoreGrid& other = first ? right : left;
    const double way = first ? 1 : -1;
    const double by = way * (two.piece.box.x - one.piece.box.x) * cell;
    Scored there = put_beside(other, fit.best.shape, by, first ? two.fit.best.shape : one.fit.best.shape);
    const std::int64_t both = score(own, fit.best.shape) + score(other, there.shape);
    if (both <= twins.both) continue;
    twins = {fit, both};
    if (!first) twins.left.best = there;
  }
  return twins;
}

std::optional<Fit> fit_one_of(const ScoreGrid& fine, const Pieces& pieces) {
  if (pieces.large().size() < 2) return std::nullopt;
  Piece first = pieces.large()[0];
  Piece second = pieces.large()[1];
  if (!are_beside(first.box, second.box)) return std::nullopt;
  if (second.box.x < first.box.x) std::swap(first, second);
  const Candidate one = examine(fine, pieces, first, second);
  if (!may_be_sector(one)) return std::nullopt;
  const Candidate two = examine(fine, pieces, second, first);
  if (!may_be_sector(two)) return std::nullopt;
  const ScoreGrid left = pieces.only(fine, first);
  const ScoreGrid right = pieces.only(fine, second);
  const Twins twins = fit_twins(left, right, one, two);
  const std::int64_t apart = score(left, one.fit.best.shape) + score(right, two.fit.best.shape);
  const bool alike = twins.both * 100 >= apart * kAsTwins;
  const bool filled = std::min(one.filled, two.filled) >= kWellFilled;
  if (!alike && (!filled || are_parts_of_one(fine, one, two))) return std::nullopt;
  return twins.left;
}

constexpr double kWide = 1.3;          // of two fans side by side: width by height, at least
constexpr double kBetween = 0.02;      // of their width, on both sides of the middle: what is between two probes
constexpr int kParted = 65;            // there, less of the area than this is evidence, in 1/100
constexpr std::int64_t kTwoGain = 50;  // two shapes leave out more backdrop than the tissue's area by this

// Whether there is hardly any evidence above the middle, where one fan has its probe.
bool may_be_two_fans(const ScoreGrid& grid, const Extent& extent) {
  const double width = extent.right - extent.left;
  const double height = extent.bottom - extent.top;
  if (width < kWide * height) return false;
  const auto cells = [&](double pixels) { return static_cast<int>(std::lround(pixels / grid.cell())); };
  const double middle = (extent.left + extent.right) / 2;
  int evident = 0;
  int all = 0;
  for (int y = cells(extent.top); y < cells(extent.top + height * kNearProbe); ++y) {
    for (int x = cells(middle - width * kBetween); x < cells(middle + width * kBetween); ++x, ++all) {
      evident += grid.at(x, y) > 0;
    }
  }
  return evident * 100 < all * kParted;
}

// What is left or right of a column; the rest speaks against a sector.
ScoreGrid side_of(const ScoreGrid& grid, int column, bool left) {
  std::vector<std::int32_t> scores(static_cast<std::size_t>(grid.width()) * grid.height());
  for (std::size_t i = 0; i < scores.size(); ++i) {
    const int x = static_cast<int>(i) % grid.width();
    const int against = -grid.cell() * grid.cell();
    scores[i] = (x < column) == left ? grid.at(x, static_cast<int>(i) / grid.width()) : against;
  }
  return {grid.width(), grid.height(), grid.cell(), std::move(scores)};
}

}  // namespace

std::optional<Fit> fit_one_of_touching(const ScoreGrid& fine, const Fit& one) {
  const Extent extent = extent_of(fine);
  if (!may_be_two_fans(fine, extent)) return {};
  const double half = (extent.right - extent.left) / 2;
  const int middle = static_cast<int>(std::lround((extent.left + half) / fine.cell()));
  const ScoreGrid left = side_of(fine, middle, true);
  const ScoreGrid right = side_of(fine, middle, false);
  if (left.positive() * 3 < right.positive() || right.positive() * 3 < left.positive()) return {};
  std::optional<Fit> found;
  std::int64_t most = score(fine, one.best.shape) + fine.positive() * kScoreUnit / (kFor * kTwoGain);
  for (const bool first : {true, false}) {
    Fit fit = fit_best(first ? left : right);
    if (!is_in_middle(fit.best.shape, extent.left + (first ? 0 : half), half)) continue;
    Scored there{moved_across(fit.best.shape, first ? half : -half), 0};
    climb(first ? right : left, there, kAcross, {8.0 * fine.cell(), fine.cell() / 4.0});
    const std::int64_t both = score(first ? left : right, fit.best.shape) + score(first ? right : left, there.shape);
    if (!first) fit.best = there;
    if (both > most) found = fit;
    most = std::max(most, both);
  }
  return found;
}

std::optional<Fit> fit_one_of_two(const ScoreGrid& fine) {
  if (const std::optional<Fit> fit = fit_above_strip(fine)) return fit;
  // Sectors side by side may touch at their corners.
  for (const int gap : {3, std::max(5, fine.width() / 32)}) {
    if (const std::optional<Fit> fit = fit_one_of(fine, Pieces(fine, gap))) return fit;
  }
  return std::nullopt;
}

}  // namespace vision
