#include "publish/report/media_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "plot/bar_chart.h"

namespace publish {
namespace {

constexpr std::size_t kMediaRowsShown = 12;
constexpr int kBins = 20;

// Values of one number of each clip, and what a person reads of them.
struct Distribution {
  std::string title;
  std::string x_label;
  std::vector<double> values;
  bool is_whole = false;  ///< the values are integers
};

// Bins with round ends: of whole numbers when the values are.
plot::Range range_of(const Distribution& one, int& bins) {
  const double most = std::max(1.0, *std::ranges::max_element(one.values));
  double width = most / kBins;
  const double power = std::pow(10, std::floor(std::log10(width)));
  for (const double step : {1.0, 2.0, 5.0, 10.0}) {
    if (step * power >= width * (1 - 1e-9)) {
      width = step * power;
      break;
    }
  }
  if (one.is_whole) width = std::max(1.0, width);
  bins = static_cast<int>(std::floor(most / width + 1e-9)) + 1;
  return {0, width * bins};
}

html::Table bin_table(const Distribution& one, plot::Range range, int bins) {
  std::vector<std::int64_t> counts(static_cast<std::size_t>(bins));
  const double width = range.high / bins;
  for (const double value : one.values) {
    const double bin = std::clamp(std::floor(value / width), 0.0, static_cast<double>(bins - 1));
    ++counts[static_cast<std::size_t>(bin)];
  }
  html::Table table{one.title, {one.x_label, "clips"}, {}};
  table.has_numbers = true;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    if (counts[i] == 0) continue;
    const double from = width * static_cast<double>(i);
    table.rows.push_back({one.is_whole && width == 1 ? fmt::format("{:.4g}", from)
                                                     : fmt::format("{:.4g} to under {:.4g}", from, from + width),
                          std::to_string(counts[i])});
  }
  return table;
}

ReportPlots::Plot histogram_of(Distribution one) {
  std::ranges::sort(one.values);
  int bins = 0;
  const plot::Range range = range_of(one, bins);
  const std::string summary = fmt::format("minimum {:.4g}, median {:.4g}, maximum {:.4g}", one.values.front(),
                                          one.values[one.values.size() / 2], one.values.back());
  plot::Histogram chart;
  chart.title = one.title;
  chart.description = fmt::format("{} clips; {}.", one.values.size(), summary);
  chart.x_label = one.x_label;
  chart.y_label = "clips";
  chart.x = range;
  chart.bins = bins;
  chart.values = one.values;
  return {plot::histogram(chart), fmt::format("{}: {}.", one.title, summary), bin_table(one, range, bins)};
}

ReportTable media_table(const ReportData& data, const Property& property, const std::string& title,
                        const std::string& column, std::string_view command) {
  html::Table table{title, {column, "clips", "share", "frames", "groups"}, {}};
  table.has_numbers = true;
  const std::vector<Extent> all = extents(data, property);
  for (const Extent& extent : all) {
    if (table.rows.size() == kMediaRowsShown) break;
    table.rows.push_back({cell(extent.value), std::to_string(extent.clips),
                          share_text(extent.clips, static_cast<std::int64_t>(data.units.size())),
                          std::to_string(extent.frames), std::to_string(extent.groups)});
  }
  std::string note = more_rows(all.size(), table.rows.size(), "values", command);
  return {.table = std::move(table), .note = std::move(note), .is_narrow = true};
}

}  // namespace

ReportSection media_section(const ReportData& data) {
  ReportSection section{"media", "Videos and frames", {}};
  if (data.units.empty()) {
    section.say("There are no clips.");
    return section;
  }
  Distribution frames{"Frames per clip", "frames", {}, true};
  Distribution seconds{"Duration of the videos", "seconds", {}};
  std::int64_t stills = 0;
  for (std::size_t i = 0; i < data.units.size(); ++i) {
    frames.values.push_back(static_cast<double>(data.units[i].frames));
    if (data.facts[i].pictures == 1) {
      ++stills;
    } else {
      seconds.values.push_back(static_cast<double>(data.facts[i].duration_ms) / 1000);
    }
  }
  ReportPlots plots;
  plots.plots.push_back(histogram_of(std::move(frames)));
  if (!seconds.values.empty()) plots.plots.push_back(histogram_of(std::move(seconds)));
  if (stills > 0) section.say(fmt::format("{} of {} clips are stills.", stills, data.units.size()));
  section.add(std::move(plots));
  section.add(media_table(data, format_of, "Containers and codecs", "format", "sonoset list clips --sort container"));
  section.add(
      media_table(data, video_size_of, "Sizes of the videos, in pixels", "size", "sonoset list clips --sort width"));
  section.add(
      media_table(data, rate_of, "Pictures per second of the videos", "rate", "sonoset list clips --sort rate_hz"));
  section.add(media_table(data, frame_size_of, "Sizes of the frames, after cropping", "size",
                          "sonoset list frames --where clip=ID"));
  section.add(media_table(data, channels_text, "Channels of the frames", "channels", "sonoset list clips --sort grey"));
  return section;
}

}  // namespace publish
