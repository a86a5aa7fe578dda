#include "curate/split/split_warnings.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>

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

/// "fold 3 has", "folds 3 and 4 have".
std::string those_without(const Spread& spread) {
  std::vector<std::string> numbers;
  for (std::size_t i = 0; i < spread.folds.size(); ++i) {
    if (!spread.folds[i]) numbers.push_back(std::to_string(i));
  }
  const bool one = numbers.size() == 1;
  return fmt::format("{} {} {}", one ? "fold" : "folds", base::listed(numbers), one ? "has" : "have");
}

/// What is possible for a label that has fewer groups than there are folds.
std::string most_possible(std::size_t groups) {
  if (groups == 1) return "only one fold can have it";
  return fmt::format("at most {0} folds can have it: use --folds {0}", groups);
}

/// " (axis severity)" if there are several.
std::string of_axis_text(const Attribute& attribute, const model::SplitParameters& parameters) {
  return model::axes_of(parameters).size() > 1 ? fmt::format(" (axis {})", attribute.name) : std::string();
}

void warn_of_labels(const Attribute& attribute, const LabelTable& table, const MadeSplit& made, std::string_view where,
                    std::vector<std::string>& warnings) {
  const std::string of_axis = of_axis_text(attribute, made.split.parameters);
  for (const auto& [label, spread] : spreads(table, made)) {
    if (std::ranges::find(spread.folds, false) == spread.folds.end()) continue;
    const std::string without = those_without(spread);
    if (spread.groups < spread.folds.size()) {
      warnings.push_back(fmt::format("label '{}'{} has {}{}: {} none of it; {}", label, of_axis,
                                     base::counted(spread.groups, "group"), where, without,
                                     most_possible(spread.groups)));
    } else {
      warnings.push_back(
          fmt::format("{} no '{}'{}: accepted, because it balances the other labels better", without, label, of_axis));
    }
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
  const bool has_test = model::has_test_set(parameters);
  std::string text = fmt::format("{} cannot fill {} folds{}", base::counted(groups.size(), "group"),
                                 model::cross_validation_folds(parameters), has_test ? " and a test set" : "");
  if (!groups.empty()) {
    const model::Group& group = largest(groups);
    text += fmt::format(": the largest has {} of {}{}", group.clips.size(), base::counted(clips_in(groups), "clip"),
                        held_together(group));
  }
  if (!made.left_out.empty()) text += fmt::format("; {} left out", base::counted(made.left_out.size(), "clip"));
  const std::size_t most = groups.size() - (has_test && !groups.empty() ? 1 : 0);
  std::vector<std::string> ways;
  if (most > 1) ways.push_back(fmt::format("use at most {} folds", most));
  if (parameters.by == SplitBy::Source) ways.emplace_back("split by subject");
  ways.emplace_back("add subjects to the manifests");
  return text + fmt::format("; {}", fmt::join(ways, ", or "));
}

void note_missing_labels(const std::vector<catalog::ClipSummary>& units,
                         const std::vector<CountedAttribute>& attributes, const model::SplitParameters& parameters,
                         TestSet& test) {
  std::set<std::string_view> clips;
  for (const model::Group& group : test.groups) clips.insert(group.clips.begin(), group.clips.end());
  for (const auto& [attribute, table] : attributes) {
    if (!attribute.is_axis) continue;
    std::set<std::string_view> missing(table.names.begin(), table.names.end());
    missing.erase("");
    for (std::size_t i = 0; i < units.size() && !missing.empty(); ++i) {
      if (clips.contains(units[i].clip)) missing.erase(attribute.value(units, i));
    }
    for (const std::string_view label : missing) {
      test.notes.push_back(fmt::format("the test set has no '{}'{}", label, of_axis_text(attribute, parameters)));
    }
  }
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

std::vector<std::string> warnings_of(const std::vector<CountedAttribute>& attributes, const MadeSplit& made,
                                     bool beside_test_set) {
  std::vector<std::string> warnings;
  for (const auto& [attribute, table] : attributes) {
    const auto none = std::ranges::find(table.names, "");
    if (none == table.names.end() || !attribute.is_axis) continue;
    const std::int64_t clips = table.labels[static_cast<std::size_t>(none - table.names.begin())].clips;
    warnings.push_back(
        fmt::format("{} no label on axis '{}'", base::counted(clips, "clip has", "clips have"), attribute.name));
  }
  if (!made.left_out.empty()) {
    warnings.push_back(
        fmt::format("{} left out: neither subject nor case is known", base::counted(made.left_out.size(), "clip")));
  }
  if (made.split.parameters.by == SplitBy::Frame) return warnings;
  const std::string_view where = beside_test_set ? " outside of the test set" : "";
  for (const auto& [attribute, counted] : attributes) {
    if (attribute.is_axis) warn_of_labels(attribute, counted, made, where, warnings);
  }
  warn_of_size(made, warnings);
  return warnings;
}

}  // namespace curate
