#include "vision/fit_fan.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "vision/score_map.h"

namespace vision {
namespace {

// Numbers: side lines left above, left below, right above, right below; top, bottom; cuts left, top, right, bottom.
constexpr std::array<Move, 9> kSymmetric = {{{1, 1, 1, 1},
                                             {-1, 0, 1, 0},
                                             {0, -1, 0, 1},
                                             {-1, -1, 1, 1},
                                             {-1, 1, 1, -1},
                                             {0, 0, 0, 0, 1, 0},
                                             {0, 0, 0, 0, 0, 1},
                                             {0, 0, 0, 0, 1, 1},
                                             {1, 0, -1, 0, 1}}};
constexpr std::array<Move, 17> kFree = {{{1},
                                         {0, 1},
                                         {0, 0, 1},
                                         {0, 0, 0, 1},
                                         {0, 0, 0, 0, 1},
                                         {0, 0, 0, 0, 0, 1},
                                         {1, 1},
                                         {0, 0, 1, 1},
                                         {1, -1},
                                         {0, 0, 1, -1},
                                         {1, 0, 1, 0},
                                         {0, 1, 0, 1},
                                         {1, 1, 1, 1},
                                         {0, 0, 0, 0, 0, 0, 1},
                                         {0, 0, 0, 0, 0, 0, 0, 1},
                                         {0, 0, 0, 0, 0, 0, 0, 0, 1},
                                         {0, 0, 0, 0, 0, 0, 0, 0, 0, 1}}};
constexpr std::size_t kUncut = 13;  // without the moves of cuts
constexpr int kLeastCut = 250;      // what a cut leaves out is more than the tissue's area by this
constexpr std::size_t kStarts = 4;

// Where a shape is cut off if the evidence ends where the screen's limit or an earlier crop is.
void cut_off(Shape& shape, const Extent& extent) {
  shape.at[Shape::CutLeft] = extent.left;
  shape.at[Shape::CutTop] = extent.top;
  shape.at[Shape::CutRight] = extent.right;
  shape.at[Shape::CutBottom] = extent.bottom;
}

std::vector<Scored> starts_of(const ScoreGrid& grid, const Extent& extent, bool cut) {
  std::vector<Scored> starts;
  const double width = extent.right - extent.left;
  const double height = extent.bottom - extent.top;
  for (const double centre : {0.5, 0.38, 0.62}) {
    for (const double above : {0.01, 0.1, 0.2, 0.3, 0.42}) {
      for (const double below : {0.3, 0.42, 0.55, 0.7, 0.9, 1.2}) {
        for (const double lower : {0.0, 0.12}) {
          Shape shape = start_shape(grid, extent);
          shape.fan = true;
          const double x = extent.left + centre * width;
          shape.at[Shape::LeftAbove] = x - above * width;
          shape.at[Shape::RightAbove] = x + above * width;
          shape.at[Shape::LeftBelow] = x - below * width;
          shape.at[Shape::RightBelow] = x + below * width;
          shape.at[Shape::Bottom] += lower * height;
          if (cut) cut_off(shape, extent);
          if (shape.possible()) starts.push_back({shape, worth_of(grid, shape)});
        }
      }
    }
  }
  std::stable_sort(starts.begin(), starts.end(), [](const Scored& a, const Scored& b) { return a.worth > b.worth; });
  starts.resize(std::min(starts.size(), kStarts));
  return starts;
}

Scored search(const ScoreGrid& grid, const Extent& extent, bool cut) {
  const double cell = grid.cell();
  Scored best;
  best.worth = -1;
  for (Scored place : starts_of(grid, extent, cut)) {
    climb(grid, place, kSymmetric, {8 * cell, cell});
    climb(grid, place, std::span(kFree).first(kUncut), {4 * cell, cell});
    if (place.worth > best.worth) best = place;
  }
  Scored turned = best;
  turned.shape.turned = true;
  if (best.worth > 0) climb(grid, turned, std::span(kFree).first(kUncut), {8 * cell, cell});
  return turned.worth > best.worth ? turned : best;
}

// Whether more than the backdrop reaches a cut over half of its length: a shadow's end is not a cut.
bool is_supported(const ScoreGrid& grid, Shape shape, Shape::Number cut) {
  const bool first = cut == Shape::CutLeft || cut == Shape::CutTop;
  const bool across = cut == Shape::CutLeft || cut == Shape::CutRight;
  const double strip = 2.0 * grid.cell();
  const Shape::Number opposite = static_cast<Shape::Number>(first ? cut + 2 : cut - 2);
  shape.at[opposite] = shape.at[cut] + (first ? strip : -strip);
  const double end = (across ? grid.width() : grid.height()) * static_cast<double>(grid.cell());
  if (first ? shape.at[cut] <= 0 : shape.at[cut] >= end) return true;
  std::vector<std::int32_t> all(static_cast<std::size_t>(grid.width()) * grid.height(), 1);
  std::vector<std::int32_t> reached = all;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const int at = static_cast<int>(i);
    reached[i] = grid.at(at % grid.width(), at / grid.width()) >= 0 ? 1 : 0;
  }
  const std::int64_t area = score({grid.width(), grid.height(), grid.cell(), std::move(all)}, shape);
  return score({grid.width(), grid.height(), grid.cell(), std::move(reached)}, shape) * 4 >= area * 3;
}

// Removes what is not supported, and whether something was.
bool remove_doubtful_cuts(const ScoreGrid& grid, Shape& shape) {
  const Shape before = shape;
  for (const Shape::Number cut : {Shape::CutLeft, Shape::CutTop, Shape::CutRight, Shape::CutBottom}) {
    if (is_supported(grid, before, cut)) continue;
    const bool first = cut == Shape::CutLeft || cut == Shape::CutTop;
    const double end = cut == Shape::CutRight ? grid.width() : grid.height();
    shape.at[cut] = first ? 0 : end * grid.cell();
  }
  return shape.at != before.at;
}

// Cuts off one side after the other where that leaves out backdrop and evidence reaches the cut.
bool add_cuts(const ScoreGrid& grid, const Extent& extent, Scored& best) {
  const std::array<double, 4> places = {extent.left, extent.top, extent.right, extent.bottom};
  bool any = false;
  for (std::size_t i = 0; i < places.size(); ++i) {
    const auto cut = static_cast<Shape::Number>(Shape::CutLeft + i);
    Scored other = best;
    const bool inside = i < 2 ? places[i] > best.shape.at[cut] : places[i] < best.shape.at[cut];
    if (!inside) continue;
    other.shape.at[cut] = places[i];
    climb(grid, other, std::span(kFree).subspan(kUncut + i, 1), {4.0 * grid.cell(), grid.cell() / 4.0});
    climb(grid, other, std::span(kFree).first(kUncut), {2.0 * grid.cell(), grid.cell() / 2.0});
    const std::int64_t gain = score(grid, other.shape) - score(grid, best.shape);
    if (gain * kLeastCut < grid.positive() * kScoreUnit / kFor || !is_supported(grid, other.shape, cut)) continue;
    best = other;
    any = true;
  }
  return any;
}

}  // namespace

Fit fit_fan(const ScoreGrid& coarse, const Extent& extent) {
  Fit fit{model::Sector::Kind::Convex, search(coarse, extent, false), false, {}};
  Scored cut = search(coarse, extent, true);
  if (cut.worth > 0) {
    const bool fewer = remove_doubtful_cuts(coarse, cut.shape);
    climb(coarse, cut, std::span(kFree).first(fewer ? kUncut : kFree.size()),
          {2.0 * coarse.cell(), 1.0 * coarse.cell()});
  }
  fit.cut = cut.worth > 0 &&
            score(coarse, cut.shape) > score(coarse, fit.best.shape) + coarse.positive() * kScoreUnit / (20 * kFor);
  if (fit.cut) fit.best = cut;
  if (fit.best.worth > 0 && add_cuts(coarse, extent, fit.best)) fit.cut = true;
  fit.moves = std::span(kFree).first(fit.cut ? kFree.size() : kUncut);
  return fit;
}

}  // namespace vision
