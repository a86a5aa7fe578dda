#include "curate/split/test_set.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <set>
#include <string_view>
#include <utility>

#include "base/error.h"
#include "base/text.h"
#include "curate/split/attributes.h"

namespace curate {
namespace {

using catalog::ClipSummary;

constexpr std::size_t kTestClipsNamed = 3;

[[noreturn]] void refuse_held_out(const std::string& why) { throw base::Error(base::Code::InvalidInput, why); }

/// A column of --holdout: the value that a unit has, with the name of its manifest where it belongs to one.
struct Column {
  std::string_view name;
  std::string (*value)(const ClipSummary&);
};
constexpr Column kColumns[] = {{"source", source_of},
                               {"manifest", [](const ClipSummary& unit) { return unit.manifest; }},
                               {"subject", [](const ClipSummary& unit) { return unit.subject; }},
                               {"case", [](const ClipSummary& unit) { return unit.clip_case; }},
                               {"probe", [](const ClipSummary& unit) { return unit.probe; }}};

std::string_view without_manifest(std::string_view value) { return value.substr(value.find('/') + 1); }

bool has(const ClipSummary& unit, std::string_view condition) {
  const std::size_t equals = condition.find('=');
  const std::string_view wanted = condition.substr(equals + 1);
  for (const Column& column : kColumns) {
    if (column.name != condition.substr(0, equals)) continue;
    const std::string value = column.value(unit);
    return !wanted.empty() && (value == wanted || without_manifest(value) == wanted);
  }
  return false;
}

[[noreturn]] void refuse_value(const std::vector<ClipSummary>& units, std::string_view condition) {
  const std::size_t equals = condition.find('=');
  std::vector<std::string_view> names;
  for (const Column& column : kColumns) {
    names.push_back(column.name);
    if (column.name != condition.substr(0, equals)) continue;
    std::set<std::string> values;
    for (const ClipSummary& unit : units) values.insert(std::string(without_manifest(column.value(unit))));
    values.erase("");
    refuse_held_out(fmt::format("--holdout: no clip with frames has {} '{}'; there are: {}", column.name,
                                condition.substr(equals + 1),
                                base::some_of(std::vector<std::string>(values.begin(), values.end()))));
  }
  refuse_held_out(fmt::format("--holdout: unknown column in '{}'; use one of: {}", condition, fmt::join(names, ", ")));
}

std::set<std::string_view> test_clips(const model::Split& split) {
  std::set<std::string_view> clips;
  for (const model::Group& group : split.groups) {
    if (group.fold + 1 == split.parameters.folds) clips.insert(group.clips.begin(), group.clips.end());
  }
  return clips;
}

/// Clips of a new test set that are in it only because of links.
void note_linked(const std::vector<ClipSummary>& units, const std::vector<std::uint32_t>& members,
                 const std::optional<model::Link>& weakest, const model::SplitParameters& parameters,
                 std::vector<std::string>& notes) {
  std::vector<std::string> linked;
  for (const std::uint32_t index : members) {
    if (!is_held_out(units[index], parameters.held_out)) linked.push_back(units[index].clip);
  }
  if (linked.empty() || parameters.held_out.empty()) return;
  notes.push_back(fmt::format("{} in the test set without being held out, linked to clips that are{}: {}",
                              base::counted(linked.size(), "clip is", "clips are"),
                              weakest ? fmt::format(" (by {})", describe(*weakest)) : "",
                              base::some_of(linked, kTestClipsNamed)));
}

/// Removes the groups that are `out`, and numbers the others again.
void remove_groups(const std::vector<bool>& out, Grouping& grouping) {
  std::vector<std::uint32_t> number(out.size(), Grouping::kLeftOut);
  std::uint32_t kept = 0;
  for (std::size_t i = 0; i < out.size(); ++i) {
    if (out[i]) continue;
    number[i] = kept;
    // Moved onto itself, a text may become empty.
    if (kept != i) grouping.weakest[kept] = std::move(grouping.weakest[i]);
    ++kept;
  }
  grouping.weakest.resize(kept);
  for (std::uint32_t& group : grouping.group) {
    if (group != Grouping::kLeftOut) group = number[group];
  }
}

}  // namespace

bool is_held_out(const ClipSummary& unit, const std::vector<std::string>& held_out) {
  return std::ranges::any_of(held_out, [&](const std::string& condition) { return has(unit, condition); });
}

void check_held_out(const std::vector<ClipSummary>& units, const std::vector<std::string>& held_out) {
  for (const std::string& condition : held_out) {
    if (condition.find('=') == std::string::npos) {
      refuse_held_out(
          fmt::format("--holdout must be COLUMN=VALUE, not '{}'; for example: --holdout source=bedside", condition));
    }
    if (std::ranges::none_of(units, [&](const ClipSummary& unit) { return has(unit, condition); })) {
      refuse_value(units, condition);
    }
  }
}

std::vector<bool> groups_of_test_set(const std::vector<ClipSummary>& units, const Grouping& grouping,
                                     const model::SplitParameters& parameters, const model::Split* keep) {
  const std::set<std::string_view> kept = keep ? test_clips(*keep) : std::set<std::string_view>();
  std::vector<bool> groups(grouping.weakest.size());
  for (std::size_t i = 0; i < units.size(); ++i) {
    if (grouping.group[i] == Grouping::kLeftOut || groups[grouping.group[i]]) continue;
    groups[grouping.group[i]] = kept.contains(units[i].clip) || is_held_out(units[i], parameters.held_out);
  }
  return groups;
}

TestSet take_test_set(const std::vector<ClipSummary>& units, Grouping& grouping,
                      const model::SplitParameters& parameters, const TestSetRule& rule) {
  const std::vector<bool> of_test = groups_of_test_set(units, grouping, parameters, rule.keep);
  const bool whole = rule.keep == nullptr || rule.extend;
  std::set<std::string_view> kept = rule.keep ? test_clips(*rule.keep) : std::set<std::string_view>();
  const std::set<std::string_view> before = kept;
  std::vector<std::vector<std::uint32_t>> members(of_test.size());
  std::vector<bool> taken(units.size());
  TestSet test;
  for (const std::uint32_t index : grouping.order) {
    const std::uint32_t group = grouping.group[index];
    if (group == Grouping::kLeftOut || !of_test[group]) continue;
    kept.erase(units[index].clip);
    if (whole || before.contains(units[index].clip)) {
      members[group].push_back(index);
    } else {
      test.kept_from_test.push_back(units[index].clip);
    }
    grouping.group[index] = Grouping::kLeftOut;
    taken[index] = true;
  }
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (members[i].empty()) continue;
    model::Group& group = test.groups.emplace_back();
    for (const std::uint32_t index : members[i]) group.clips.push_back(units[index].clip);
    if (group.clips.size() > 1) group.weakest = grouping.weakest[i];
    group.fold = parameters.folds - 1;
    if (whole) note_linked(units, members[i], grouping.weakest[i], parameters, test.notes);
  }
  if (!kept.empty()) {
    test.notes.push_back(
        fmt::format("{} no longer in the test set: removed, or without frames or a known subject: {}",
                    base::counted(kept.size(), "clip is", "clips are"),
                    base::some_of(std::vector<std::string>(kept.begin(), kept.end()), kTestClipsNamed)));
  }
  if (!test.kept_from_test.empty()) {
    test.notes.push_back(fmt::format(
        "{} in no fold, because {} linked to the test set or held out: {}; with --extend-test {} part of the test set",
        base::counted(test.kept_from_test.size(), "clip is", "clips are"),
        test.kept_from_test.size() == 1 ? "it is" : "they are", base::some_of(test.kept_from_test, kTestClipsNamed),
        test.kept_from_test.size() == 1 ? "it becomes" : "they become"));
  }
  std::erase_if(grouping.order, [&](std::uint32_t index) { return taken[index]; });
  remove_groups(of_test, grouping);
  if (test.groups.empty())
    refuse_held_out("the test set has no clip left; add --replace with --test or --holdout to make a new one");
  return test;
}

void add_test_set(TestSet test, const model::SplitParameters& parameters, MadeSplit& made) {
  made.split.parameters = parameters;
  std::ranges::move(test.groups, std::back_inserter(made.split.groups));
  std::ranges::sort(made.split.groups, {},
                    [](const model::Group& group) -> const std::string& { return group.clips.front(); });
  std::ranges::move(test.notes, std::back_inserter(made.warnings));
  made.kept_from_test = std::move(test.kept_from_test);
}

}  // namespace curate
