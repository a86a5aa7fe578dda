#include "publish/report/report_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>
#include <set>

#include "base/error.h"
#include "base/printable.h"
#include "base/text.h"
#include "base/unicode.h"
#include "catalog/digest.h"
#include "catalog/links.h"
#include "catalog/list.h"
#include "catalog/manifests.h"
#include "catalog/splits.h"
#include "curate/label/taxonomies.h"
#include "curate/split/groups.h"

namespace publish {
namespace {

std::string chosen_split(catalog::Catalog& catalog, const std::string& asked) {
  const std::vector<std::string> names = catalog::split_names(catalog);
  if (!asked.empty()) {
    if (std::ranges::find(names, asked) != names.end()) return asked;
    throw base::Error(base::Code::NotFound, fmt::format("no split '{}'{}; see 'sonoset list splits'", asked,
                                                        base::did_you_mean(asked, names)));
  }
  if (names.empty()) return "";
  return std::ranges::find(names, "main") != names.end() ? "main" : names.front();
}

void add_groups(ReportData& data) {
  const std::vector<model::LinkKind> compared = catalog::compared_kinds(data.catalog());
  data.groups_known = std::ranges::all_of(model::link_kinds(), [&](model::LinkKind kind) {
    return !model::is_certain(kind) || std::ranges::find(compared, kind) != compared.end();
  });
  const curate::Grouping grouping = curate::make_groups(data.units, data.links, {});
  data.group = grouping.group;
  for (const std::uint32_t group : data.group) {
    if (group >= data.clips_of_group.size()) data.clips_of_group.resize(group + std::size_t{1});
    ++data.clips_of_group[group];
  }
}

// Units and facts are of the same clips, unless rows of the catalog are damaged.
void check_same_clips(const ReportData& data) {
  const bool same =
      std::ranges::equal(data.units, data.facts, {}, &catalog::ClipSummary::clip, &catalog::ClipMedia::clip);
  if (!same) throw base::Error(base::Code::Corrupt, "the catalog is damaged; run 'sonoset fsck'");
}

struct Members {
  Extent extent;
  std::set<std::string_view> subjects;
  std::set<std::uint32_t> groups;
};

}  // namespace

ReportData read_report_data(curate::Dataset& dataset, const ReportOptions& options) {
  catalog::Catalog& catalog = dataset.catalog();
  ReportData data{.dataset = dataset, .options = options};
  if (!options.axis.empty()) curate::check_axis(dataset, options.axis);
  data.split = chosen_split(catalog, options.split);
  data.axis = options.axis;
  if (data.axis.empty() && !data.split.empty()) {
    data.axis = model::axes_of(catalog::find_split(catalog, data.split)->parameters).front();
  }
  if (data.axis.empty()) data.axis = catalog::main_axis(catalog);
  data.status = catalog::status(catalog);
  data.units = catalog::clip_summaries(catalog, data.axis);
  data.facts = catalog::clip_media(catalog);
  check_same_clips(data);
  data.links = catalog::links(catalog);
  add_groups(data);
  data.manifests = catalog::manifests(catalog).size();
  data.digest = catalog::digest(catalog).hex();
  return data;
}

std::string source_of(const ReportData& data, std::size_t unit) {
  const catalog::ClipSummary& clip = data.units[unit];
  return data.manifests > 1 ? clip.manifest + "/" + clip.source : clip.source;
}
std::string probe_of(const ReportData& data, std::size_t unit) { return data.facts[unit].probe; }
std::string label_of(const ReportData& data, std::size_t unit) { return data.units[unit].value; }
std::string licence_of(const ReportData& data, std::size_t unit) { return data.units[unit].licence; }

std::string video_size_of(const ReportData& data, std::size_t unit) {
  return fmt::format("{}x{}", data.facts[unit].width, data.facts[unit].height);
}

std::string rate_of(const ReportData& data, std::size_t unit) {
  const catalog::ClipMedia& facts = data.facts[unit];
  if (facts.pictures == 1) return "still";
  return facts.rate_mhz > 0 ? fmt::format("{:.4g} Hz", static_cast<double>(facts.rate_mhz) / 1000) : "";
}

std::string container_of(const ReportData& data, std::size_t unit) {
  // FFmpeg lists the names of a family: "mov,mp4,m4a,3gp,3g2,mj2"; a file with a still is "jpeg_pipe".
  const std::string& all = data.facts[unit].container;
  const std::string first = all.starts_with("mov,") ? "mp4" : all.substr(0, all.find(','));
  return first.ends_with("_pipe") ? first.substr(0, first.size() - 5) : first;
}
std::string codec_of(const ReportData& data, std::size_t unit) { return data.facts[unit].codec; }
std::string format_of(const ReportData& data, std::size_t unit) {
  return fmt::format("{}, {}", container_of(data, unit), codec_of(data, unit));
}
std::string channels_text(const ReportData& data, std::size_t unit) {
  return data.facts[unit].frame_channels == 1 ? "grey" : "colour";
}
std::string frame_size_of(const ReportData& data, std::size_t unit) {
  return fmt::format("{}x{}", data.facts[unit].frame_width, data.facts[unit].frame_height);
}

std::vector<Extent> extents(const ReportData& data, const Property& property) {
  std::map<std::string, Members> by_value;
  for (std::size_t i = 0; i < data.units.size(); ++i) {
    Members& members = by_value[property(data, i)];
    ++members.extent.clips;
    add_to(members.extent.frames, data.units[i].frames);
    if (!data.units[i].subject.empty()) members.subjects.insert(data.units[i].subject);
    members.groups.insert(data.group[i]);
  }
  std::vector<Extent> all;
  for (auto& [value, members] : by_value) {
    members.extent.value = value;
    members.extent.subjects = static_cast<std::int64_t>(members.subjects.size());
    members.extent.groups = static_cast<std::int64_t>(members.groups.size());
    all.push_back(std::move(members.extent));
  }
  std::ranges::stable_sort(all, std::greater<>(), &Extent::clips);
  return all;
}

CrossTable cross_table(const ReportData& data, const Property& rows, const Property& columns) {
  std::map<std::string, std::map<std::string, std::pair<std::int64_t, double>>> counts;
  std::map<std::string, std::int64_t> of_row;
  std::set<std::string> names;
  for (std::size_t i = 0; i < data.units.size(); ++i) {
    const std::string column = columns(data, i);
    if (column.empty()) continue;
    const std::string row = rows(data, i);
    names.insert(column);
    ++of_row[row];
    auto& [clips, groups] = counts[row][column];
    ++clips;
    groups += 1.0 / static_cast<double>(data.clips_of_group[data.group[i]]);
  }
  CrossTable table;
  table.columns.assign(names.begin(), names.end());
  for (const auto& [row, clips] : of_row) table.rows.push_back(row);
  std::ranges::stable_sort(table.rows, std::greater<>(), [&](const std::string& row) { return of_row[row]; });
  for (const std::string& row : table.rows) {
    std::vector<std::int64_t>& clips = table.clips.emplace_back();
    std::vector<double>& groups = table.groups.emplace_back();
    for (const std::string& column : table.columns) {
      const auto found = counts[row].find(column);
      clips.push_back(found == counts[row].end() ? 0 : found->second.first);
      groups.push_back(found == counts[row].end() ? 0 : found->second.second);
    }
  }
  return table;
}

std::string cell(std::string_view text, int width) {
  if (base::trimmed(text, " \t\r\n").empty()) return "(none)";
  // A byte can become six columns; what is beyond cannot be shown anyway.
  return base::shortened(base::printable(text.substr(0, static_cast<std::size_t>(width) * 4)), width);
}

void add_to(std::int64_t& sum, std::int64_t number) {
  if (__builtin_add_overflow(sum, number, &sum)) {
    sum = number > 0 ? std::numeric_limits<std::int64_t>::max() : std::numeric_limits<std::int64_t>::min();
  }
}

std::string bytes_text(std::int64_t bytes) {
  const auto value = static_cast<double>(bytes);
  if (bytes < 1'000'000) return fmt::format("{:.0f} kB", value / 1e3);
  return bytes < 1'000'000'000 ? fmt::format("{:.1f} MB", value / 1e6) : fmt::format("{:.1f} GB", value / 1e9);
}

std::string share_text(std::int64_t part, std::int64_t whole) {
  if (whole == 0) return "–";
  const double percent = 100 * static_cast<double>(part) / static_cast<double>(whole);
  return part > 0 && percent < 1 ? "<1%" : fmt::format("{:.0f}%", percent);
}

std::string more_rows(std::size_t all, std::size_t shown, std::string_view what, std::string_view command) {
  if (all <= shown) return "";
  return fmt::format("{} more {} not shown; list all with '{}'.", all - shown, what, command);
}

}  // namespace publish
