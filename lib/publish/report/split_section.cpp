#include "publish/report/split_section.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "base/text.h"
#include "catalog/splits.h"
#include "curate/split/attributes.h"
#include "curate/split/compared.h"
#include "curate/split/leaks_text.h"
#include "curate/split/pictures.h"
#include "curate/split/stale_splits.h"
#include "publish/split_report.h"

namespace publish {
namespace {

constexpr std::size_t kSplitLabelsShown = 10;
constexpr std::size_t kSplitFoldsShown = 50;
constexpr std::size_t kLeakKeysShown = 20;

ReportTable report_folds(const SplitReport& report) {
  html::Table table{"Clips, frames and subjects of each fold, and its clips of each label",
                    {"fold", "clips", "frames", "subjects", "groups"},
                    {}};
  table.has_numbers = true;
  std::vector<std::string> labels;
  for (const auto& [label, clips] : report.all.clips_of_label) {
    if (labels.size() == kSplitLabelsShown) break;
    labels.push_back(label);
    table.columns.push_back(cell(label, 40));
  }
  const auto add = [&](const std::string& name, const FoldCounts& counts) {
    std::vector<std::string> row = {name, std::to_string(counts.clips), std::to_string(counts.frames),
                                    std::to_string(counts.subjects), std::to_string(counts.groups)};
    for (const std::string& label : labels) {
      const auto clips = counts.clips_of_label.find(label);
      row.push_back(std::to_string(clips == counts.clips_of_label.end() ? 0 : clips->second));
    }
    table.rows.push_back(std::move(row));
  };
  for (std::size_t i = 0; i < std::min(report.folds.size(), kSplitFoldsShown); ++i) {
    add(model::fold_name(report.parameters, static_cast<int>(i)), report.folds[i]);
  }
  add("all", report.all);
  std::string note;
  if (labels.size() < report.all.clips_of_label.size()) {
    note = fmt::format("{} more labels are not shown. ", report.all.clips_of_label.size() - labels.size());
  }
  note += more_rows(report.folds.size(), std::min(report.folds.size(), kSplitFoldsShown), "folds",
                    "sonoset show " + report.parameters.name);
  return {std::move(table), std::move(note)};
}

// "fold 2", "folds 1 and 2", "fold-1 and the test set": the numbers or the names of folds.
std::string those_folds(const std::vector<std::size_t>& folds, const model::SplitParameters& parameters) {
  std::vector<std::string> names;
  for (const std::size_t fold : folds) {
    const bool is_test = model::has_test_set(parameters) && static_cast<int>(fold) + 1 == parameters.folds;
    names.push_back(is_test ? "the test set" : model::fold_name(parameters, static_cast<int>(fold)));
  }
  std::string text = base::some_of(names);
  if (!parameters.fold_names.empty()) return text;
  return (folds.size() == 1 ? "fold " : "folds ") + text;
}

// Folds whose models cannot be tested on a label.
void add_missing_labels(const SplitReport& report, ReportSection& section) {
  ReportList list;
  std::size_t missing = 0;
  for (const auto& [label, clips] : report.all.clips_of_label) {
    std::vector<std::size_t> folds;
    for (std::size_t i = 0; i < report.folds.size(); ++i) {
      const auto found = report.folds[i].clips_of_label.find(label);
      const bool none = found == report.folds[i].clips_of_label.end() || found->second == 0;
      if (none) folds.push_back(i);
    }
    if (label.empty() || folds.empty() || ++missing > kSplitLabelsShown) continue;
    list.items.push_back(fmt::format("'{}' is not in {}.", cell(label), those_folds(folds, report.parameters)));
  }
  if (list.items.empty()) return;
  section.warn("Some folds lack a label, so no model is tested on it there:");
  section.add(std::move(list));
}

std::string made_how(const model::SplitParameters& parameters) {
  if (!parameters.file.empty()) return fmt::format("read from file '{}'", cell(parameters.file));
  const std::vector<std::string> axes = model::axes_of(parameters);
  return fmt::format("seed {}, labels of {} {} spread evenly", parameters.seed, axes.size() == 1 ? "axis" : "axes",
                     base::listed(axes));
}

// Clips with frames that are in no fold.
std::int64_t outside(const ReportData& data, const model::Split& split) {
  const curate::Folds folds(split);
  return std::ranges::count_if(data.units, [&](const catalog::ClipSummary& unit) { return !folds.group(unit.clip); });
}

void add_leaks(const SplitReport& report, ReportSection& section) {
  const std::string sentence = curate::to_sentence(report.leaks);
  if (report.leaks.none()) {
    section.say(sentence);
  } else {
    section.warn(sentence);
  }
  const std::vector<std::string> missing = curate::not_looked_for(report.leaks);
  html::Table table{"What was compared across the folds", {"compared", "not compared"}, {}};
  table.has_sentences = true;
  table.rows.push_back({fmt::format("{}", fmt::join(curate::looked_for(report.leaks), ", ")),
                        missing.empty() ? "" : fmt::format("{}", fmt::join(missing, ", "))});
  section.add(ReportTable{std::move(table)});
  ReportList list;
  for (const curate::LeakingKey& key : report.leaks.keys) {
    if (list.items.size() == kLeakKeysShown) break;
    list.items.push_back(cell(curate::describe(key, report.parameters), 300));
  }
  const std::size_t shown = list.items.size();
  if (shown == 0) return;
  section.say("In more than one fold:");
  section.add(std::move(list));
  if (report.leaks.keys.size() > shown) {
    section.say_faintly(more_rows(report.leaks.keys.size(), shown, "are", "sonoset split NAME --json"));
  }
}

void add_splits(const ReportData& data, const std::vector<std::string>& names, ReportSection& section) {
  if (names.size() < 2) return;
  section.say_faintly(fmt::format("The dataset has {}: {}. This page describes '{}'; --split selects another.",
                                  base::counted(names.size(), "split"), base::some_of(names, 12), data.split));
}

}  // namespace

ReportSection split_section(const ReportData& data) {
  ReportSection section{"split", "Split", {}};
  catalog::Catalog& catalog = data.catalog();
  if (data.split.empty()) {
    section.say("There is no split, so no folds were checked for leaks. 'sonoset split main' makes one.");
    return section;
  }
  const model::Split split = *catalog::find_split(catalog, data.split);
  const model::SplitParameters& parameters = split.parameters;
  const std::vector<catalog::ClipSummary> units =
      parameters.axis == data.axis ? data.units : catalog::clip_summaries(catalog, parameters.axis);
  const curate::Pictures pictures = curate::pictures_of(catalog);
  const curate::Leaks leaks =
      curate::check_leaks(split, units, data.links, pictures, curate::compared_of(catalog, split));
  const SplitReport report = report_split(split, curate::with_first_axis(units, parameters), leaks, {}, pictures);
  section.say(fmt::format("'{}': {}{} by {}, {}. Digest {}.", parameters.name,
                          base::counted(model::cross_validation_folds(parameters), "fold"),
                          model::has_test_set(parameters) ? " and a test set" : "", model::to_string(parameters.by),
                          made_how(parameters), split.digest().hex()));
  std::string stale = curate::why_stale(split, catalog::split_values(catalog, data.split), units, data.links);
  if (stale.empty()) stale = split.stale;
  if (!stale.empty()) {
    section.warn(fmt::format("The split no longer fits the dataset ({}); run 'sonoset split {}' again.", stale,
                             parameters.name));
  }
  if (const std::int64_t clips = outside(data, split); clips > 0) {
    section.say(fmt::format("{} in no fold.", base::counted(clips, "clip is", "clips are")));
  }
  section.add(report_folds(report));
  add_missing_labels(report, section);
  add_leaks(report, section);
  add_splits(data, catalog::split_names(catalog), section);
  return section;
}

}  // namespace publish
