#include "publish/report/shortcuts_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <numeric>
#include <optional>

#include "base/text.h"
#include "plot/bar_chart.h"
#include "publish/report/association.h"

namespace publish {
namespace {

constexpr std::size_t kTablesShown = 6;      // cross-tables, of the strongest associations
constexpr std::size_t kTableRowsShown = 15;  // of each
constexpr std::size_t kTableColumnsShown = 10;
constexpr std::size_t kSentencesShown = 12;
constexpr double kWeak = 0.1;  // the smallest V whose table is shown

struct Candidate {
  std::string name;  ///< "source"
  Property property;
};

using Amount = std::function<std::int64_t(const catalog::ClipMedia& facts)>;

// Quarters of the clips by an amount, which few clips have in common.
Property quarters(const ReportData& data, const Amount& amount) {
  std::vector<std::int64_t> sorted;
  for (const catalog::ClipMedia& facts : data.facts) sorted.push_back(amount(facts));
  std::ranges::sort(sorted);
  return [sorted, amount](const ReportData& all, std::size_t unit) {
    constexpr std::array<std::string_view, 4> kQuarters = {"lowest quarter", "second quarter", "third quarter",
                                                           "highest quarter"};
    const auto below = std::ranges::lower_bound(sorted, amount(all.facts[unit])) - sorted.begin();
    return std::string(kQuarters[static_cast<std::size_t>(4 * below / std::ssize(sorted))]);
  };
}

std::vector<Candidate> candidates(const ReportData& data) {
  const auto number_of_frames = [](const ReportData& all, std::size_t i) {
    return std::to_string(all.units[i].frames);
  };
  return {{"source", source_of},
          {"licence", licence_of},
          {"probe", probe_of},
          {"container", container_of},
          {"codec", codec_of},
          {"size of the video", video_size_of},
          {"width of the video", quarters(data, [](const catalog::ClipMedia& facts) { return facts.width; })},
          {"size of the frames", frame_size_of},
          {"width of the frames", quarters(data, [](const catalog::ClipMedia& facts) { return facts.frame_width; })},
          {"rate", rate_of},
          {"duration", quarters(data, [](const catalog::ClipMedia& facts) { return facts.duration_ms; })},
          {"bytes of the file", quarters(data, [](const catalog::ClipMedia& facts) { return facts.object_bytes; })},
          {"frames per clip", number_of_frames},
          {"channels", channels_text},
          {"pixel aspect", [](const ReportData& all, std::size_t i) { return all.facts[i].sample_aspect; }},
          {"field order", [](const ReportData& all, std::size_t i) { return all.facts[i].field_order; }}};
}

struct Association {
  std::string name;
  CrossTable table;
  std::optional<double> by_clip;
  std::optional<double> by_group;
};

Association association_of(const ReportData& data, const Candidate& candidate) {
  Association one{candidate.name, cross_table(data, candidate.property, label_of), {}, {}};
  std::vector<std::vector<double>> clips;
  double total = 0;
  double groups = 0;
  for (const auto& row : one.table.clips) clips.emplace_back(row.begin(), row.end());
  for (const auto& row : clips) total += std::accumulate(row.begin(), row.end(), 0.0);
  for (const auto& row : one.table.groups) groups += std::accumulate(row.begin(), row.end(), 0.0);
  // With hardly more than one clip of a value, no association can be told from chance.
  const double values = 2 * static_cast<double>(one.table.rows.size());
  if (values <= total) one.by_clip = cramers_v(clips);
  if (values <= groups) one.by_group = cramers_v(one.table.groups);
  return one;
}

std::string v_text(const Association& one, const std::optional<double>& v) {
  if (v) return fmt::format("{:.2f}", *v);
  return one.table.rows.size() < 2 ? "one value only" : "too few";
}

std::string value_text(const std::string& value) { return value.empty() ? "none" : "'" + cell(value) + "'"; }

std::int64_t sum(const std::vector<std::int64_t>& counts) {
  return std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
}

struct Sentence {
  std::int64_t clips = 0;
  std::string text;
};

// Classes whose clips all have one value that most other clips do not have.
void add_classes_in_one_value(const Association& one, std::vector<Sentence>& sentences) {
  const CrossTable& table = one.table;
  std::int64_t total = 0;
  for (const auto& row : table.clips) total += sum(row);
  for (std::size_t j = 0; j < table.columns.size(); ++j) {
    std::size_t values = 0;
    std::size_t only = 0;
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
      if (table.clips[i][j] == 0) continue;
      ++values;
      only = i;
    }
    if (values != 1) continue;
    const std::int64_t of_class = table.clips[only][j];
    const std::int64_t others = total - of_class;
    const std::int64_t others_with = sum(table.clips[only]) - of_class;
    if (of_class < 2 || others == 0 || 2 * others_with >= others) continue;
    sentences.push_back({of_class, fmt::format("All {} of '{}' have {} {}, which {} of the {} other clips have.",
                                               base::counted(of_class, "clip"), cell(table.columns[j]), one.name,
                                               value_text(table.rows[only]), others_with, others)});
  }
}

// Values whose clips all have one label.
void add_values_with_one_class(const Association& one, std::vector<Sentence>& sentences) {
  const CrossTable& table = one.table;
  if (table.rows.size() < 2) return;
  std::int64_t clips = 0;
  std::int64_t total = 0;
  std::size_t values = 0;
  std::size_t several = 0;  // values with two or more clips
  std::string largest;
  for (std::size_t i = 0; i < table.rows.size(); ++i) {
    const std::int64_t of_value = sum(table.clips[i]);
    total += of_value;
    several += of_value > 1 ? 1 : 0;
    const auto most = std::ranges::max_element(table.clips[i]);
    if (of_value < 2 || *most != of_value) continue;
    clips += of_value;
    if (++values > 1) continue;
    const std::string& label = table.columns[static_cast<std::size_t>(most - table.clips[i].begin())];
    largest = fmt::format("{}, {} of '{}'", value_text(table.rows[i]), base::counted(of_value, "clip"), cell(label));
  }
  if (values == 0) return;
  sentences.push_back({clips, fmt::format("{}: {} of {} with two or more clips ({} of {} clips); the largest is {}.",
                                          one.name, values, base::counted(several, "value"), clips, total, largest)});
}

void add_sentences(const std::vector<Association>& all, std::string_view title,
                   void (*add)(const Association&, std::vector<Sentence>&), ReportSection& section) {
  std::vector<Sentence> sentences;
  for (const Association& one : all) add(one, sentences);
  if (sentences.empty()) return;
  std::ranges::stable_sort(sentences, std::greater<>(), &Sentence::clips);
  ReportList list;
  for (const Sentence& sentence : sentences) {
    if (list.items.size() < kSentencesShown) list.items.push_back(sentence.text);
  }
  section.say(std::string(title));
  section.add(std::move(list));
  if (sentences.size() > kSentencesShown) {
    section.say_faintly(fmt::format("{} more are not shown.", sentences.size() - kSentencesShown));
  }
}

ReportPlots association_chart(const std::vector<Association>& all) {
  plot::BarChart chart;
  chart.title = "Association of the label with what is not in the pictures";
  chart.x_label = "Cramér's V, each group counted once";
  for (const Association& one : all) {
    if (one.table.rows.size() < 2 || !one.by_group) continue;
    chart.bars.push_back(
        {.name = one.name, .value = one.by_group, .note = base::counted(one.table.rows.size(), "value")});
    chart.description += fmt::format("{}: {}. ", one.name, v_text(one, one.by_group));
  }
  if (chart.bars.empty()) return {};
  return {{{plot::bar_chart(chart), "0: the label does not depend on it; 1: the label follows from it.", {}}}};
}

void add_v_table(const std::vector<Association>& all, ReportSection& section) {
  html::Table table{"Cramér's V between label and property, corrected for bias",
                    {"property", "values", "V by group", "V by clip"},
                    {}};
  table.has_numbers = true;
  for (const Association& one : all) {
    table.rows.push_back(
        {one.name, std::to_string(one.table.rows.size()), v_text(one, one.by_group), v_text(one, one.by_clip)});
  }
  section.add(ReportTable{.table = std::move(table),
                          .note = "Bergsma 2013, doi:10.1016/j.jkss.2012.10.002. Widths, durations and bytes are "
                                  "compared by quarters of the clips. too few: fewer than two clips or groups for each "
                                  "value, so that chance cannot be told apart.",
                          .is_narrow = true});
}

void add_cross_table(const Association& one, ReportSection& section) {
  const CrossTable& cross = one.table;
  html::Table table{fmt::format("Clips of each label by {}", one.name), {one.name}, {}};
  table.has_numbers = true;
  const std::size_t columns = std::min(cross.columns.size(), kTableColumnsShown);
  for (std::size_t j = 0; j < columns; ++j) table.columns.push_back(cell(cross.columns[j], 40));
  for (std::size_t i = 0; i < std::min(cross.rows.size(), kTableRowsShown); ++i) {
    std::vector<std::string>& row = table.rows.emplace_back();
    row.push_back(cell(cross.rows[i]));
    for (std::size_t j = 0; j < columns; ++j) row.push_back(std::to_string(cross.clips[i][j]));
  }
  std::string note = more_rows(cross.rows.size(), table.rows.size(), "values", "sonoset list clips");
  section.add(ReportTable{.table = std::move(table), .note = std::move(note), .is_long = true});
}

}  // namespace

ReportSection shortcuts_section(const ReportData& data) {
  ReportSection section{"shortcuts", "Shortcuts", {}};
  std::vector<Association> all;
  for (const Candidate& candidate : candidates(data)) all.push_back(association_of(data, candidate));
  if (all.front().table.columns.size() < 2) {
    section.say(fmt::format("Fewer than two labels on axis '{}': there is nothing to compare.", data.axis));
    return section;
  }
  std::int64_t clips = 0;
  for (const auto& row : all.front().table.clips) clips += sum(row);
  std::vector<bool> labelled(data.clips_of_group.size());
  for (std::size_t i = 0; i < data.units.size(); ++i) {
    if (!data.units[i].value.empty()) labelled[data.group[i]] = true;
  }
  section.say(fmt::format(
      "Could a label on axis '{}' be guessed without looking at the pictures? Compared: {} with a label, of {}. Clips "
      "of one group are not independent, so the figures by group count each group once, in equal parts for its clips.",
      data.axis, base::counted(clips, "clip"), base::counted(std::ranges::count(labelled, true), "group")));
  if (!data.groups_known)
    section.warn("The groups are not known, as not all links were looked for; run 'sonoset link'.");
  if (ReportPlots plots = association_chart(all); !plots.plots.empty()) section.add(std::move(plots));
  add_v_table(all, section);
  add_sentences(all, "Labels that have one value of a property only:", add_classes_in_one_value, section);
  add_sentences(all, "Values that have one label only:", add_values_with_one_class, section);
  std::ranges::stable_sort(all, std::greater<>(), [](const Association& one) { return one.by_clip.value_or(0); });
  std::size_t shown = 0;
  for (const Association& one : all) {
    if (shown == kTablesShown || one.by_clip.value_or(0) < kWeak) break;
    if (one.name == "source" || one.name == "probe") continue;  // section 'Labels' has them
    add_cross_table(one, section);
    ++shown;
  }
  section.say_faintly(
      "Not compared: what the pictures themselves show beside the lung, such as logos, rulers and gain. 'sonoset "
      "baseline audit' trains on such properties and on the borders of the pictures.");
  return section;
}

}  // namespace publish
