#pragma once

#include <cstddef>
#include <string>

#include "curate/dataset.h"

namespace publish {

/// One self-contained HTML page of a split: its folds as a table, what was compared for leaks, and for each fold a
/// contact sheet of its clips, at most kMaxSheetClips in all, each with some of its frames as small JPEG pictures.
/// The same dataset gives the same bytes. Throws NotFound for an unknown split, InvalidInput for a stale one, Io if a
/// frame's file cannot be read, Corrupt if one is damaged.
std::string overview_page(curate::Dataset& dataset, const std::string& split);

inline constexpr std::size_t kMaxSheetClips = 200;

}  // namespace publish
