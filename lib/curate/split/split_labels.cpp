#include "curate/split/split_labels.h"

#include <algorithm>

#include "curate/split/interner.h"

namespace curate {
namespace {

using Cell = LabelTable::Cell;

/// Where each group's clips start in a list of all clips by group, and the end of the list.
std::vector<std::uint32_t> starts(const Grouping& grouping) {
  std::vector<std::uint32_t> start(grouping.weakest.size() + 1);
  for (const std::uint32_t group : grouping.group) {
    if (group != Grouping::kLeftOut) ++start[group + 1];
  }
  for (std::size_t i = 1; i < start.size(); ++i) start[i] += start[i - 1];
  return start;
}

/// Merges cells of equal group and label; cells are sorted by group.
void merge(std::vector<Cell>& cells) {
  std::size_t kept = 0;
  for (std::size_t from = 0; from < cells.size();) {
    std::size_t to = from + 1;
    while (to < cells.size() && cells[to].group == cells[from].group) ++to;
    std::sort(cells.begin() + static_cast<std::ptrdiff_t>(from), cells.begin() + static_cast<std::ptrdiff_t>(to),
              [](const Cell& a, const Cell& b) { return a.label < b.label; });
    for (const std::size_t first = kept; from < to; ++from) {
      if (kept > first && cells[kept - 1].label == cells[from].label) {
        cells[kept - 1].counts.add(cells[from].counts);
      } else {
        cells[kept++] = cells[from];
      }
    }
  }
  cells.resize(kept);
}

}  // namespace

LabelTable count_labels(const std::vector<catalog::ClipSummary>& units, const Grouping& grouping,
                        const std::vector<std::string>& values) {
  LabelTable table;
  std::vector<std::uint32_t> next = starts(grouping);
  table.cells.resize(next.back());
  Interner numbers(64);
  for (std::size_t i = 0; i < units.size(); ++i) {
    const std::uint32_t group = grouping.group[i];
    if (group == Grouping::kLeftOut) continue;
    const std::uint32_t label = numbers.number(values.empty() ? units[i].value : values[i]);
    if (label == table.labels.size()) table.labels.emplace_back();
    const Counts counts{1, units[i].frames};
    table.cells[next[group]++] = {group, label, counts};
    table.labels[label].add(counts);
    table.all.add(counts);
  }
  for (std::uint32_t i = 0; i < numbers.size(); ++i) table.names.push_back(numbers.text(i));
  merge(table.cells);
  return table;
}

}  // namespace curate
