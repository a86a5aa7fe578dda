#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/groups.h"

namespace curate {

struct Counts {
  std::int64_t clips = 0;
  std::int64_t frames = 0;

  void add(const Counts& more) {
    clips += more.clips;
    frames += more.frames;
  }
};

/// Clips and frames of each label (or another value of clips) in each group. Clips that are left out do not count.
/// Keeps views of the units' values.
struct LabelTable {
  struct Cell {
    std::uint32_t group = 0;
    std::uint32_t label = 0;
    Counts counts;
  };
  std::vector<Cell> cells;              ///< by group, then label; one for each label of a group
  std::vector<std::string_view> names;  ///< of the labels; "": clips without one
  std::vector<Counts> labels;
  Counts all;
};

/// `values`: of each unit; empty: the units' own. They must outlive the table.
LabelTable count_labels(const std::vector<catalog::ClipSummary>& units, const Grouping& grouping,
                        const std::vector<std::string>& values = {});

}  // namespace curate
