#include "curate/split/split_warnings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "curate/split/folds.h"

namespace curate {
namespace {

using model::SplitBy;

std::size_t clips_in(const std::vector<model::Group>& groups) {
  std::size_t clips = 0;
  for (const model::Group& group : groups) clips += group.clips.size();
  return clips;
}

const model::Group& largest(const std::vector<model::Group>& groups) {
  return *std::ranges::max_element(
      groups, [](const model::Group& a, const model::Group& b) { return a.clips.size() < b.clips.size(); });
}

std::string held_together(const model::Group& group) {
  return group.weakest ? fmt::format(", held together by {}", describe(*group.weakest)) : "";
}

/// The folds and groups of a label.
struct Spread {
  std::vector<bool> folds;  ///< that have it
  std::size_t groups = 0;   ///< that have it
};

std::map<std::string_view, Spread> spreads(const LabelTable& table, const MadeSplit& made) {
  std::vector<Spread> found(table.names.size());
  for (Spread& spread : found) spread.folds.resize(static_cast<std::size_t>(made.split.parameters.folds));
  for (const LabelTable::Cell& cell : table.cells) {
    found[cell.label].folds[static_cast<std::size_t>(made.split.groups[cell.group].fold)] = true;
    ++found[cell.label].groups;
  }
  std::map<std::string_view, Spread> by_name;
  for (std::size_t i = 0; i < found.size(); ++i) by_name.emplace(table.names[i], std::move(found[i]));
  by_name.erase("");
  return by_name;
}

void warn_of_labels(const LabelTable& table, const MadeSplit& made, std::vector<std::string>& warnings) {
  for (const auto& [label, spread] : spreads(table, made)) {
    std::vector<std::size_t> without;
    for (std::size_t fold = 0; fold < spread.folds.size(); ++fold) {
      if (!spread.folds[fold]) without.push_back(fold);
    }
    if (without.empty()) continue;
    const std::string_view form = without.size() == 1 ? "fold {} has no '{}'" : "folds {} have no '{}'";
    const std::string where = fmt::format(fmt::runtime(form), fmt::join(without, ", "), label);
    const bool too_few = spread.groups < spread.folds.size();
    const std::string why = too_few
                                ? fmt::format("only {} it", base::counted(spread.groups, "group has", "groups have"))
                                : "accepted, because it balances the other labels better";
    warnings.push_back(where + ": " + why);
  }
}

void warn_of_size(const MadeSplit& made, std::vector<std::string>& warnings) {
  const model::Group& group = largest(made.split.groups);
  const std::size_t clips = clips_in(made.split.groups);
  const std::size_t folds = static_cast<std::size_t>(made.split.parameters.folds);
  // Up to a quarter more than an even share is expected of groups.
  if (4 * group.clips.size() * folds <= 5 * clips) return;
  warnings.push_back(
      fmt::format("the folds cannot be even: the group of clip '{}' has {} of {} clips, more than an even fold ({}){}",
                  group.clips.front(), group.clips.size(), clips, clips / folds, held_together(group)));
}

}  // namespace

std::string too_few_groups(const MadeSplit& made) {
  const std::vector<model::Group>& groups = made.split.groups;
  const model::SplitParameters& parameters = made.split.parameters;
  const model::Group& group = largest(groups);
  std::string text =
      fmt::format("{} cannot fill {} folds: the largest has {} of {}{}", base::counted(groups.size(), "group"),
                  parameters.folds, group.clips.size(), base::counted(clips_in(groups), "clip"), held_together(group));
  if (!made.left_out.empty()) text += fmt::format("; {} left out", base::counted(made.left_out.size(), "clip"));
  std::vector<std::string> ways;
  if (groups.size() > 1) ways.push_back(fmt::format("use at most {} folds", groups.size()));
  if (parameters.by == SplitBy::Source) ways.emplace_back("split by subject");
  ways.emplace_back("add subjects to the manifests");
  return text + fmt::format("; {}", fmt::join(ways, ", or "));
}

std::string cases_for_people(const std::vector<catalog::ClipSummary>& units, const model::Split& split) {
  if (split.parameters.by != SplitBy::Subject) return {};
  const Folds folds(split);
  const auto count = std::ranges::count_if(units, [&](const catalog::ClipSummary& unit) {
    return unit.subject.empty() && !unit.clip_case.empty() && folds.group(unit.clip);
  });
  if (count == 0) return {};
  return fmt::format("{} a case but no subject: each case counts as one person",
                     base::counted(count, "clip has", "clips have"));
}

std::vector<std::string> warnings_of(const LabelTable& table, const MadeSplit& made) {
  std::vector<std::string> warnings;
  const auto none = std::ranges::find(table.names, "");
  if (none != table.names.end()) {
    const std::int64_t clips = table.labels[static_cast<std::size_t>(none - table.names.begin())].clips;
    warnings.push_back(fmt::format("{} no label on axis '{}'", base::counted(clips, "clip has", "clips have"),
                                   made.split.parameters.axis));
  }
  if (!made.left_out.empty()) {
    warnings.push_back(
        fmt::format("{} left out: neither subject nor case is known", base::counted(made.left_out.size(), "clip")));
  }
  if (made.split.parameters.by == SplitBy::Frame) return warnings;
  warn_of_labels(table, made, warnings);
  warn_of_size(made, warnings);
  return warnings;
}

}  // namespace curate
