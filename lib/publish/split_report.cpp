#include "publish/split_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "base/printable.h"
#include "base/text.h"
#include "base/unicode.h"
#include "curate/split/leaks_text.h"
#include "curate/split/made_split.h"
#include "publish/table.h"
#include "publish/table_text.h"

namespace publish {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kMergedShown = 10;
constexpr std::size_t kLeaksShown = 10;

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

catalog::Table table_of_folds(const SplitReport& report) {
  catalog::Table table;
  table.columns = {"fold", "clips", "frames", "subjects", "groups"};
  for (const auto& [label, clips] : report.all.clips_of_label)
    table.columns.push_back(label.empty() ? "(none)" : label);
  for (std::size_t i = 0; i < report.folds.size(); ++i)
    table.rows.push_back(row_of(model::fold_name(report.parameters, static_cast<int>(i)), report.folds[i]));
  table.rows.push_back(row_of("all", report.all));
  return table;
}

// The columns from `first` on as rows, and the first column as names of columns.
catalog::Table turned(const catalog::Table& table, std::size_t first, const std::string& title) {
  catalog::Table result;
  result.columns = {title};
  for (const auto& row : table.rows) result.columns.push_back(std::get<std::string>(row.front()));
  for (std::size_t i = first; i < table.columns.size(); ++i) {
    std::vector<catalog::Cell>& row = result.rows.emplace_back();
    row.emplace_back(table.columns[i]);
    for (const auto& from : table.rows) row.push_back(from[i]);
  }
  return result;
}

std::string table_text(const SplitReport& report, int width) {
  constexpr std::size_t kCounts = 5;
  catalog::Table table = table_of_folds(report);
  std::string text = to_text(table);
  if (width == 0 || base::display_width(text.substr(0, text.find('\n'))) <= width) return text;
  text = "\n" + to_text(turned(table, kCounts, "label"));
  table.columns.resize(kCounts);
  for (auto& row : table.rows) row.resize(kCounts);
  return to_text(table) + text;
}

// Lines that are too wide are wrapped, but for those of tables, which have two spaces between words.
std::string wrapped_text(const std::string& text, int width) {
  if (width == 0) return text;
  std::string out;
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t to = std::min(text.find('\n', from), text.size());
    const std::string line = text.substr(from, to - from);
    from = to + 1;
    if (base::display_width(line) <= width || line.find("  ", 2) != std::string::npos) {
      out += line + "\n";
      continue;
    }
    const std::string indent(line.find_first_not_of(' '), ' ');
    for (const std::string& part : base::wrapped(line, width - static_cast<int>(indent.size()))) {
      out += indent + part + "\n";
    }
  }
  return out;
}

std::string merged_text(const SplitReport& report) {
  if (report.merged.empty()) return "";
  std::string text = fmt::format("\n{} more than one clip; the weakest links:\n",
                                 base::counted(report.merged.size(), "group has", "groups have"));
  for (std::size_t i = 0; i < std::min(kMergedShown, report.merged.size()); ++i) {
    const model::Group& group = report.merged[i];
    text += fmt::format("  {} and {} more: {}\n", group.clips.front(), group.clips.size() - 1,
                        base::printable(curate::describe(*group.weakest)));
  }
  return text;
}

// Keys with the most frames first.
std::string leaking_text(const SplitReport& report) {
  std::vector<curate::LeakingKey> keys = report.leaks.keys;
  std::ranges::stable_sort(keys, [](const auto& a, const auto& b) { return a.frames > b.frames; });
  std::string text;
  for (std::size_t i = 0; i < std::min(kLeaksShown, keys.size()); ++i) {
    text += "  " + base::printable(curate::describe(keys[i], report.parameters)) + "\n";
  }
  if (keys.size() > kLeaksShown) text += fmt::format("  … and {} more; --json lists all\n", keys.size() - kLeaksShown);
  return text;
}

Json json_of(const curate::LeakingKey& key) {
  const bool possible = !model::is_certain(key.kind);
  return {{"kind", model::to_string(key.kind)},
          {"key", key.key},
          {"folds", key.folds},
          {"frames", key.frames},
          {"clips", key.clips},
          {"possible", possible}};
}

/// "0.027 ('covid' in fold 3)"
std::string largest_text(const curate::BalanceFigure& figure, const SplitReport& report) {
  if (figure.values == 0) return "no clip has a value";
  if (figure.largest == 0) return fmt::format("{:.3f}", figure.largest);
  const std::string of = figure.value.empty() ? "" : fmt::format("'{}' in ", base::printable(figure.value));
  return fmt::format("{:.3f} ({}{})", figure.largest, of, model::fold_in_words(report.parameters, figure.fold));
}

std::string balance_text(const SplitReport& report) {
  if (report.balance.empty()) return "";
  const bool has_test = report.parameters.test > 0;
  catalog::Table table;
  table.columns = {"balance", "weight", "mean"};
  if (has_test) table.columns.emplace_back("test set");
  table.columns.emplace_back("largest");
  for (const curate::BalanceFigure& figure : report.balance) {
    std::vector<catalog::Cell>& row = table.rows.emplace_back();
    row.emplace_back(base::printable(figure.what));
    row.emplace_back(static_cast<std::int64_t>(figure.weight));
    row.emplace_back(figure.values > 0 ? fmt::format("{:.3f}", figure.mean) : "");
    if (has_test) row.emplace_back(figure.test ? fmt::format("{:.3f}", *figure.test) : "");
    row.emplace_back(largest_text(figure, report));
  }
  return fmt::format("\nDifference between a fold's share and an even share (1/{}); 0 is even:\n{}",
                     model::cross_validation_folds(report.parameters), to_text(table));
}

Json balance_json(const SplitReport& report) {
  Json figures = Json::array();
  for (const curate::BalanceFigure& figure : report.balance) {
    figures.push_back({{"what", figure.what},
                       {"weight", figure.weight},
                       {"largest", figure.values > 0 ? Json(figure.largest) : Json()},
                       {"mean", figure.values > 0 ? Json(figure.mean) : Json()},
                       {"value", figure.value.empty() ? Json() : Json(figure.value)},
                       {"fold", figure.values > 0 ? Json(figure.fold) : Json()},
                       {"test", figure.test ? Json(*figure.test) : Json()}});
  }
  return figures;
}

std::string kept_text(const SplitReport& report) {
  if (!report.continuation) return "";
  const curate::Continuation& kept = *report.continuation;
  const auto stayed = report.all.clips - static_cast<std::int64_t>(kept.placed.size() + kept.moved.size());
  std::string text = fmt::format("{} of {} kept their folds, {} added", stayed, base::counted(report.all.clips, "clip"),
                                 kept.placed.size());
  if (!kept.moved.empty()) {
    text += fmt::format(", {} moved because {} merged with a group of another fold: {}", kept.moved.size(),
                        kept.moved.size() == 1 ? "its group" : "their groups", fmt::join(kept.moved, ", "));
  }
  const curate::Evenness& now = kept.evenness;
  if (report.parameters.by == model::SplitBy::Frame) return text + ".\n";
  const std::string label = now.label.empty() ? "without a label" : fmt::format("of '{}'", base::printable(now.label));
  return text + fmt::format(
                    ".\nBalance: chi-square {:.2f}, from scratch {:.2f} (0 is even); largest difference: "
                    "{} {} in {}, even share {:.1f}.\n",
                    now.chi_square, kept.from_scratch.chi_square, base::counted(now.clips, "clip"), label,
                    model::fold_in_words(report.parameters, now.fold), now.share);
}

Json kept_json(const SplitReport& report) {
  if (!report.continuation) return {};
  const curate::Continuation& kept = *report.continuation;
  const curate::Evenness& now = kept.evenness;
  return {{"clips", report.all.clips - static_cast<std::int64_t>(kept.placed.size() + kept.moved.size())},
          {"placed", kept.placed},
          {"moved", kept.moved},
          {"chi_square", now.chi_square},
          {"chi_square_from_scratch", kept.from_scratch.chi_square},
          {"furthest", {{"label", now.label}, {"fold", now.fold}, {"clips", now.clips}, {"share", now.share}}}};
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
  SplitReport report = report_split(kept.made.split, curate::with_first_axis(kept.units, kept.made.split.parameters),
                                    kept.leaks, kept.made.warnings, curate::pictures_of(catalog));
  report.continuation = kept.continuation;
  report.balance = curate::balance_figures(kept.units, kept.made.split);
  report.kept_from_test = kept.made.kept_from_test;
  return report;
}

std::string to_text(const SplitReport& report, int width) {
  const model::SplitParameters& parameters = report.parameters;
  const std::string made = parameters.file.empty()
                               ? fmt::format("by {}, seed {}", model::to_string(parameters.by), parameters.seed)
                               : fmt::format("from '{}'", base::printable(parameters.file));
  std::string text =
      fmt::format("split '{}': {} folds{} {}; clips by label on axis '{}'\n", parameters.name,
                  model::cross_validation_folds(parameters), model::has_test_set(parameters) ? " and a test set" : "",
                  made, model::axes_of(parameters).front());
  text += table_text(report, width) + kept_text(report) + balance_text(report) + merged_text(report) + "\n" +
          curate::to_sentence(report.leaks) + "\n";
  text += leaking_text(report);
  for (const std::string& warning : report.warnings) text += "note: " + base::printable(warning) + "\n";
  return wrapped_text(text, width);
}

std::string to_json(const SplitReport& report) {
  Json folds = Json::array();
  for (std::size_t i = 0; i < report.folds.size(); ++i) {
    Json fold = {{"fold", i}, {"name", model::fold_name(report.parameters, static_cast<int>(i))}};
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
               {"axis", model::axes_of(parameters).front()},
               {"unknown", model::to_string(parameters.unknown)},
               {"leave_out_unknown", parameters.unknown == model::UnknownClips::LeaveOut},
               {"digest", report.digest},
               {"file", parameters.file.empty() ? Json() : Json(parameters.file)},
               {"folds", folds},
               {"all", json_of(report.all)},
               {"merged", merged},
               {"leaks", Json::parse(to_json(report.leaks))},
               {"warnings", report.warnings},
               {"kept", kept_json(report)},
               {"axes", model::axes_of(parameters)},
               {"test", parameters.test > 0 ? Json(parameters.test / 1000.0) : Json()},
               {"held_out", parameters.held_out},
               {"kept_from_test", report.kept_from_test},
               {"balance", balance_json(report)}},
              2);
}

std::string to_json(const curate::Leaks& leaks) {
  using model::LinkKind;
  Json keys = Json::array();
  for (const curate::LeakingKey& key : leaks.keys) keys.push_back(json_of(key));
  return dump({{"total_frames", leaks.total_frames},
               {"total_clips", leaks.total_clips},
               {"frames", leaks.frames},
               {"clips", leaks.clips},
               {"possible_leak_frames", leaks.possible_leak_frames},
               {"possible_leak_clips", leaks.possible_leak_clips},
               {"unknown_clips", leaks.unknown_clips},
               {"subjects", leaks.count(LinkKind::Subject)},
               {"cases", leaks.count(LinkKind::Case)},
               {"objects", leaks.count(LinkKind::Object)},
               {"urls", leaks.count(LinkKind::MediaUrl)},
               {"packets", leaks.count(LinkKind::Packets)},
               {"pixels", leaks.count(LinkKind::Pixels)},
               {"near_duplicates", leaks.count(LinkKind::NearDuplicate)},
               {"alike_names", leaks.count(LinkKind::AlikeName)},
               {"keys", keys},
               {"looked_for", curate::looked_for(leaks)},
               {"not_looked_for", curate::not_looked_for(leaks)}},
              -1);
}

}  // namespace publish
