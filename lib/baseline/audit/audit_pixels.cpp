#include "baseline/audit/audit_pixels.h"

#include <cmath>

namespace baseline {
namespace {

constexpr std::int64_t kPiece = 512;  // frames at once, to limit memory
constexpr int kCell = 4;              // px, side of the cells of the border

/// Calls `rows` with grey levels from 0 to 1, piece by piece, and concatenates the results.
at::Tensor by_piece(const at::Tensor& pictures, const std::function<at::Tensor(const at::Tensor&)>& rows) {
  std::vector<at::Tensor> all;
  for (std::int64_t from = 0; from < pictures.size(0); from += kPiece) {
    all.push_back(rows(pictures.slice(0, from, from + kPiece).to(at::kFloat) / 255));
  }
  return at::cat(all);
}

at::Tensor grey_levels(const at::Tensor& grey) {
  constexpr int kBins = 16;
  const at::Tensor bin = (grey.flatten(1) * kBins).clamp(0, kBins - 1).to(at::kLong);
  at::Tensor counts = at::zeros({grey.size(0), kBins}, at::kFloat);
  counts.scatter_add_(1, bin, at::ones(bin.sizes(), at::kFloat));
  return counts / static_cast<double>(bin.size(1));
}

/// Whether a position is border or corner rather than lung. Distances are fractions of the side: from the nearer of
/// left and right, and from the top. A convex sector leaves the lower corners empty below its arc; the sides below the
/// chest wall and the lower edge show lung in pictures that are cropped to their sector.
bool is_border(double across, double from_top) {
  constexpr double kBorder = 0.08;
  constexpr double kUpperCorner = 0.25;
  constexpr double kChestWall = 0.2;
  constexpr double kLowerCorner = 0.12;
  if (from_top > 0.5) return across + (1 - from_top) < kLowerCorner;
  return from_top < kBorder || across + from_top < kUpperCorner || (across < kBorder && from_top < kChestWall);
}

/// Indices of the cells of the border and the corners.
std::vector<std::int64_t> border_cells() {
  constexpr int kCells = kAuditSide / kCell;
  std::vector<std::int64_t> cells;
  for (int y = 0; y < kCells; ++y) {
    for (int x = 0; x < kCells; ++x) {
      if (is_border((std::min(x, kCells - 1 - x) + 0.5) / kCells, (y + 0.5) / kCells)) cells.push_back(y * kCells + x);
    }
  }
  return cells;
}

at::Tensor means_and_deviations(const at::Tensor& map) {
  constexpr int kGrid = 3;
  const at::Tensor mean = at::adaptive_avg_pool2d(map, {kGrid, kGrid});
  const at::Tensor square = at::adaptive_avg_pool2d(map.square(), {kGrid, kGrid});
  const at::Tensor deviation = (square - mean.square()).clamp_min(0).sqrt();
  return at::cat({mean.flatten(1), deviation.flatten(1)}, 1);
}

at::Tensor responses(const at::Tensor& grey) {
  const at::Tensor across = grey.diff(1, 3).abs();
  const at::Tensor down = grey.diff(1, 2).abs();
  const at::Tensor bend = grey.diff(2, 3).slice(2, 1, -1) + grey.diff(2, 2).slice(3, 1, -1);
  return at::cat({means_and_deviations(grey), means_and_deviations(across), means_and_deviations(down),
                  means_and_deviations(bend.abs())},
                 1);
}

}  // namespace

Table statistics_table(const Samples& samples, const at::Tensor& pictures) {
  std::vector<float> measured;
  for (const SampleClip& clip : samples.clips) {
    for (const SampleFrame& frame : clip.frames) {
      measured.push_back(
          static_cast<float>(std::log1p(std::max<double>(0, static_cast<double>(frame.facts.sharpness)))));
      measured.push_back(static_cast<float>(frame.facts.brightness) / 256);
    }
  }
  const at::Tensor seen = by_piece(pictures, [](const at::Tensor& grey) {
    const at::Tensor flat = grey.flatten(1);
    return at::cat({flat.mean(1, true), flat.std(1, false, true), grey_levels(grey)}, 1);
  });
  return {"grey levels and sharpness", at::cat({seen, torch::tensor(measured, torch::kFloat).reshape({-1, 2})}, 1), 1,
          4};
}

Table border_table(const at::Tensor& pictures) {
  const at::Tensor cells = torch::tensor(border_cells(), torch::kLong);
  return {"border and corners",
          by_piece(pictures,
                   [&](const at::Tensor& grey) {
                     return at::avg_pool2d(grey, {kCell, kCell}).flatten(1).index_select(1, cells);
                   }),
          0.05, 4};
}

Table plain_table(const at::Tensor& pictures) {
  return {"plain features of the pixels",
          by_piece(pictures,
                   [](const at::Tensor& grey) {
                     return at::cat({responses(grey), responses(at::avg_pool2d(grey, {2, 2}))}, 1);
                   }),
          0.05, 4};
}

}  // namespace baseline
