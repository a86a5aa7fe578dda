#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/groups.h"
#include "curate/split/split_labels.h"
#include "model/split.h"

namespace curate {

/// A value that each clip has and that a split spreads evenly: its label on an axis, its source, its kind of probe.
struct Attribute {
  std::string name;      ///< the axis, "source" or "probe"
  bool is_axis = false;  ///< the first attributes are the axes
  int weight = 0;
  std::vector<std::string> values;  ///< of each unit; empty: the units' own `value`

  std::string_view value(const std::vector<catalog::ClipSummary>& units, std::size_t unit) const {
    return values.empty() ? units[unit].value : values[unit];
  }
};

/// The axes of a split, then source and probe if they have a weight. Where a split has several axes, a unit's `value`
/// has commas between its labels (catalog::clip_summaries).
std::vector<Attribute> attributes_of(const std::vector<catalog::ClipSummary>& units,
                                     const model::SplitParameters& parameters);

/// The units with their labels on the first axis alone, as exports and reports show them.
std::vector<catalog::ClipSummary> with_first_axis(std::vector<catalog::ClipSummary> units,
                                                  const model::SplitParameters& parameters);

/// The value that `split` counts as a clip's source: sources of two manifests are two.
std::string source_of(const catalog::ClipSummary& unit);

/// An attribute and its counts by group. Movable: the table has views of the attribute's values.
struct CountedAttribute {
  Attribute attribute;
  LabelTable table;
};
std::vector<CountedAttribute> count_attributes(const std::vector<catalog::ClipSummary>& units, const Grouping& grouping,
                                               const model::SplitParameters& parameters);

}  // namespace curate
