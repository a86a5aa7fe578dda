#include "publish/report/labels_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "catalog/clips.h"
#include "catalog/label_in_effect.h"
#include "plot/bar_chart.h"

namespace publish {
namespace {

constexpr std::size_t kValuesShown = 30;
constexpr std::size_t kBarsShown = 12;
constexpr std::size_t kCrossRowsShown = 25;
constexpr std::size_t kCrossColumnsShown = 10;

html::Table value_table(const ReportData& data, const std::vector<Extent>& values) {
  html::Table table{
      fmt::format("Labels on axis '{}'", data.axis), {"label", "clips", "share", "frames", "subjects", "groups"}, {}};
  table.has_numbers = true;
  for (const Extent& value : values) {
    if (table.rows.size() == kValuesShown) break;
    table.rows.push_back({cell(value.value), std::to_string(value.clips),
                          share_text(value.clips, static_cast<std::int64_t>(data.units.size())),
                          std::to_string(value.frames), std::to_string(value.subjects), std::to_string(value.groups)});
  }
  return table;
}

ReportPlots label_chart(const ReportData& data, const std::vector<Extent>& values) {
  plot::BarChart chart;
  chart.title = fmt::format("Clips by label on axis '{}'", data.axis);
  chart.x_label = "clips";
  chart.decimals = 0;
  std::vector<double> ends{0};
  for (const Extent& value : values) {
    if (chart.bars.size() == kBarsShown) break;
    const std::string groups = base::counted(value.groups, "group");
    chart.bars.push_back({.name = cell(value.value), .value = static_cast<double>(value.clips), .note = groups});
    chart.description += fmt::format("{}: {}, {}. ", cell(value.value), base::counted(value.clips, "clip"), groups);
    ends.push_back(static_cast<double>(value.clips));
  }
  chart.x = plot::round_range(ends);
  return {{{plot::bar_chart(chart), "Clips of each label; groups are clips that belong together.", {}}}};
}

// Clips of each label by another property.
ReportTable label_cross_table(const ReportData& data, const Property& property, std::string_view name,
                              std::string_view command) {
  const auto label = [](const ReportData& all, std::size_t unit) {
    const std::string value = label_of(all, unit);
    return value.empty() ? std::string("(none)") : value;
  };
  const CrossTable cross = cross_table(data, property, label);
  const std::size_t columns = std::min(cross.columns.size(), kCrossColumnsShown);
  html::Table table{fmt::format("Clips of each label by {}", name), {std::string(name)}, {}};
  table.has_numbers = true;
  for (std::size_t j = 0; j < columns; ++j) table.columns.push_back(cell(cross.columns[j], 40));
  table.columns.emplace_back("all");
  for (std::size_t i = 0; i < std::min(cross.rows.size(), kCrossRowsShown); ++i) {
    std::vector<std::string> row = {cell(cross.rows[i])};
    std::int64_t all = 0;
    for (const std::int64_t clips : cross.clips[i]) all += clips;
    for (std::size_t j = 0; j < columns; ++j) row.push_back(std::to_string(cross.clips[i][j]));
    row.push_back(std::to_string(all));
    table.rows.push_back(std::move(row));
  }
  std::string note = more_rows(cross.rows.size(), table.rows.size(), "rows", command);
  if (columns < cross.columns.size()) {
    note += fmt::format("{}{} more labels are not shown.", note.empty() ? "" : " ", cross.columns.size() - columns);
  }
  return {std::move(table), std::move(note)};
}

void add_other_axes(const ReportData& data, ReportSection& section) {
  html::Table table{"Labels on the other axes", {"axis", "clips by label", "without a label"}, {}};
  table.has_sentences = true;
  for (const std::string& axis : catalog::labelled_axes(data.catalog())) {
    if (axis == data.axis) continue;
    std::map<std::string, std::int64_t> clips;
    for (const catalog::ClipSummary& unit : catalog::clip_summaries(data.catalog(), axis)) ++clips[unit.value];
    const std::int64_t without = clips[""];
    clips.erase("");
    std::vector<std::string> texts;
    texts.reserve(clips.size());
    for (const auto& [value, count] : clips) texts.push_back(fmt::format("{}: {}", cell(value), count));
    table.rows.push_back({cell(axis), base::some_of(texts, 12), std::to_string(without)});
  }
  if (!table.rows.empty()) section.add(ReportTable{std::move(table)});
}

void add_contradictions(const ReportData& data, ReportSection& section) {
  std::int64_t clips = 0;
  for (const catalog::UndecidedLabels& one : catalog::undecided_labels(data.catalog())) clips += one.axis == data.axis;
  if (clips == 0) return;
  section.warn(
      fmt::format("{} contradictory labels on axis '{}' and therefore none in effect; see 'sonoset list labels'.",
                  base::counted(clips, "clip has", "clips have"), data.axis));
}

}  // namespace

ReportSection labels_section(const ReportData& data) {
  ReportSection section{"labels", "Labels", {}};
  const std::vector<Extent> values = extents(data, label_of);
  if (values.empty()) {
    section.say("There are no clips.");
    return section;
  }
  const html::Table table = value_table(data, values);
  section.add(label_chart(data, values));
  std::string note =
      more_rows(values.size(), table.rows.size(), "labels", "sonoset list labels --where axis=" + data.axis);
  section.add(ReportTable{.table = table, .note = std::move(note), .is_narrow = true});
  add_contradictions(data, section);
  section.add(label_cross_table(data, source_of, "source", "sonoset list clips --sort source"));
  section.add(label_cross_table(data, probe_of, "probe", "sonoset list clips --sort probe"));
  if (!data.split.empty()) section.say("Labels by fold are in section 'Split'.");
  add_other_axes(data, section);
  return section;
}

}  // namespace publish
