#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/attributes.h"
#include "model/split.h"

namespace curate {

/// How evenly something is spread over the folds: differences between a fold's share of a value's clips (or frames) and
/// the share that it should have.
struct BalanceFigure {
  std::string what;  ///< the axis, "source", "probe", "clips" or "frames"
  int weight = 0;    ///< in model::Balance
  /// Over folds for cross-validation (share: 1 / their number, of the clips outside of the test set) and values. Clips
  /// without a value do not count.
  double largest = 0;
  double mean = 0;
  std::size_t values = 0;  ///< 0: no clip has one, and there are no differences
  std::string value;       ///< the largest is of this value, and in this fold; empty for clips and frames
  int fold = 0;
  /// The largest difference of the test set, of all clips, where its share was asked for.
  std::optional<double> test;
};

/// The axes, then clips, frames, and source and probe if they have a weight. Empty for a split by frame. `units` have
/// the labels of all axes of the split (catalog::clip_summaries). Counts from units and folds alone, independently of
/// what make_split counts.
std::vector<BalanceFigure> balance_figures(const std::vector<catalog::ClipSummary>& units, const model::Split& split);

}  // namespace curate
