#include "publish/split_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "curate/split/made_split.h"
#include "publish/table.h"
#include "publish/table_text.h"

namespace publish {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMergedShown = 10;

struct Tally {
  FoldCounts counts;
  std::set<std::string_view> subjects;
  std::set<std::size_t> groups;

  void add(const catalog::ClipSummary& unit, std::size_t group, std::int64_t frames) {
    ++counts.clips;
    counts.frames += frames;
    ++counts.clips_of_label[unit.value];
    if (!unit.subject.empty()) subjects.insert(unit.subject);
    groups.insert(group);
  }

  FoldCounts finish(const std::set<std::string>& labels) {
    for (const std::string& label : labels) counts.clips_of_label.try_emplace(label);
    counts.subjects = static_cast<std::int64_t>(subjects.size());
    counts.groups = static_cast<std::int64_t>(groups.size());
    return std::move(counts);
  }
};

std::vector<model::Group> loosest_first(const std::vector<model::Group>& groups) {
  std::vector<model::Group> merged;
  for (const model::Group& group : groups) {
    if (group.weakest) merged.push_back(group);
  }
  std::ranges::stable_sort(merged, [](const model::Group& a, const model::Group& b) {
    if (a.weakest->kind != b.weakest->kind) return a.weakest->kind > b.weakest->kind;
    return a.clips.size() > b.clips.size();
  });
  return merged;
}

Json json_of(const FoldCounts& counts) {
  Json labels = Json::object();
  for (const auto& [label, clips] : counts.clips_of_label) labels[label] = clips;
  return {{"clips", counts.clips},
          {"frames", counts.frames},
          {"subjects", counts.subjects},
          {"groups", counts.groups},
          {"labels", labels}};
}

std::vector<catalog::Cell> row_of(std::string name, const FoldCounts& counts) {
  std::vector<catalog::Cell> row = {std::move(name), counts.clips, counts.frames, counts.subjects, counts.groups};
  for (const auto& [label, clips] : counts.clips_of_label) row.emplace_back(clips);
  return row;
}

std::string merged_text(const SplitReport& report) {
  if (report.merged.empty()) return "";
  std::string text = fmt::format("\n{} groups are held together by links; the loosest:\n", report.merged.size());
  for (std::size_t i = 0; i < std::min(kMergedShown, report.merged.size()); ++i) {
    const model::Group& group = report.merged[i];
    text += fmt::format("  {} and {} more: {}\n", group.clips.front(), group.clips.size() - 1,
                        printable(curate::describe(*group.weakest)));
  }
  return text;
}

std::string dump(const Json& value, int indent) {
  return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

}  // namespace

SplitReport report_split(const model::Split& split, const std::vector<catalog::ClipSummary>& units,
                         const curate::Leaks& leaks, const std::vector<std::string>& warnings,
                         const curate::Pictures& pictures) {
  const curate::Folds folds(split);
  std::vector<Tally> tallies(static_cast<std::size_t>(split.parameters.folds));
  Tally all;
  std::set<std::string> labels;
  for (const catalog::ClipSummary& unit : units) {
    const std::optional<std::size_t> group = folds.group(unit.clip);
    if (!group) continue;
    labels.insert(unit.value);
    all.add(unit, *group, unit.frames);
    for (const auto& [fold, frames] : folds.of_clip(unit.clip, unit.frames, pictures)) {
      tallies[static_cast<std::size_t>(fold)].add(unit, *group, frames);
    }
  }
  SplitReport report;
  report.parameters = split.parameters;
  report.digest = split.digest().hex();
  for (Tally& tally : tallies) report.folds.push_back(tally.finish(labels));
  report.all = all.finish(labels);
  report.merged = loosest_first(split.groups);
  report.leaks = leaks;
  report.warnings = warnings;
  return report;
}

SplitReport report_split(const curate::KeptSplit& kept, catalog::Catalog& catalog) {
  return report_split(kept.made.split, kept.units, kept.leaks, kept.made.warnings, curate::pictures_of(catalog));
}

std::string to_text(const SplitReport& report) {
  catalog::Table table;
  table.columns = {"fold", "clips", "frames", "subjects", "groups"};
  for (const auto& [label, clips] : report.all.clips_of_label)
    table.columns.push_back(label.empty() ? "(none)" : label);
  for (std::size_t i = 0; i < report.folds.size(); ++i)
    table.rows.push_back(row_of(std::to_string(i), report.folds[i]));
  table.rows.push_back(row_of("all", report.all));
  const model::SplitParameters& parameters = report.parameters;
  std::string text = fmt::format("split '{}': {} folds by {}, seed {}, labels of axis '{}' in clips\n", parameters.name,
                                 parameters.folds, model::to_string(parameters.by), parameters.seed, parameters.axis);
  text += to_text(table) + merged_text(report) + "\n" + to_sentence(report.leaks) + "\n";
  for (const std::string& warning : report.warnings) text += "note: " + printable(warning) + "\n";
  return text;
}

std::string to_json(const SplitReport& report) {
  Json folds = Json::array();
  for (std::size_t i = 0; i < report.folds.size(); ++i) {
    Json fold = {{"fold", i}};
    fold.update(json_of(report.folds[i]));
    folds.push_back(fold);
  }
  Json merged = Json::array();
  for (const model::Group& group : report.merged) {
    merged.push_back({{"clips", group.clips},
                      {"fold", group.fold},
                      {"link", model::to_string(group.weakest->kind)},
                      {"key", group.weakest->key}});
  }
  const model::SplitParameters& parameters = report.parameters;
  return dump({{"name", parameters.name},
               {"by", model::to_string(parameters.by)},
               {"seed", parameters.seed},
               {"axis", parameters.axis},
               {"unknown", model::to_string(parameters.unknown)},
               {"leave_out_unknown", parameters.unknown == model::UnknownClips::LeaveOut},
               {"digest", report.digest},
               {"folds", folds},
               {"all", json_of(report.all)},
               {"merged", merged},
               {"leaks", Json::parse(to_json(report.leaks))},
               {"warnings", report.warnings}},
              2);
}

std::string to_json(const curate::Leaks& leaks) {
  return dump({{"total_frames", leaks.total_frames},
               {"total_clips", leaks.total_clips},
               {"frames", leaks.frames},
               {"clips", leaks.clips},
               {"possible_leak_frames", leaks.possible_leak_frames},
               {"possible_leak_clips", leaks.possible_leak_clips},
               {"subjects", leaks.subjects},
               {"cases", leaks.cases},
               {"objects", leaks.objects},
               {"urls", leaks.urls},
               {"near_duplicates", leaks.near_duplicates}},
              -1);
}

}  // namespace publish
