#include "curate/split/split.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/text.h"
#include "curate/split/groups.h"
#include "curate/split/split_balance.h"
#include "curate/split/split_items.h"
#include "curate/split/split_labels.h"
#include "curate/split/split_warnings.h"

namespace curate {
namespace {

using model::SplitBy;

[[noreturn]] void refuse(const std::string& why) { throw base::Error(base::Code::InvalidInput, why); }

void check_parameters(const std::vector<catalog::ClipSummary>& units, const model::SplitParameters& parameters) {
  if (parameters.folds < 2 || parameters.folds > model::kMaxFolds) {
    refuse(fmt::format("invalid number of folds: {}; use 2 to {}", parameters.folds, model::kMaxFolds));
  }
  if (units.empty()) refuse("nothing to split: no clip has frames; import some first");
}

/// The groups, sorted by their first clips, all in fold 0.
std::vector<model::Group> filled(const std::vector<catalog::ClipSummary>& units, Grouping& grouping,
                                 std::vector<std::string>& left_out) {
  std::vector<model::Group> groups(grouping.weakest.size());
  std::vector<std::uint32_t> sizes(groups.size());
  for (const std::uint32_t group : grouping.group) {
    if (group != Grouping::kLeftOut) ++sizes[group];
  }
  for (std::size_t i = 0; i < groups.size(); ++i) {
    groups[i].clips.reserve(sizes[i]);
    groups[i].weakest = std::move(grouping.weakest[i]);
  }
  for (const std::uint32_t index : grouping.order) {
    const std::uint32_t group = grouping.group[index];
    (group == Grouping::kLeftOut ? left_out : groups[group].clips).push_back(units[index].clip);
  }
  return groups;
}

void check_enough(const LabelTable& table, const MadeSplit& made) {
  const int folds = made.split.parameters.folds;
  if (made.split.groups.empty()) {
    refuse(
        "nothing to split: no clip has a subject or case, so all are left out; add subjects to the manifests, or do "
        "not use --unknown leave-out");
  }
  if (made.split.parameters.by == SplitBy::Frame) {
    if (table.all.frames >= folds) return;
    refuse(fmt::format("{} cannot fill {} folds; use fewer folds", base::counted(table.all.frames, "frame"), folds));
  }
  if (made.split.groups.size() < static_cast<std::size_t>(folds)) refuse(too_few_groups(made));
}

}  // namespace

MadeSplit make_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                     const model::SplitParameters& parameters) {
  check_parameters(units, parameters);
  Grouping grouping = make_groups(units, links, parameters);
  MadeSplit made;
  made.split.parameters = parameters;
  made.split.groups = filled(units, grouping, made.left_out);
  const LabelTable table = count_labels(units, grouping);
  check_enough(table, made);
  if (parameters.by != SplitBy::Frame) {
    const Items items = items_of(table, made.split.groups, parameters);
    Assignment assignment = balance_greedily(items, parameters.folds, parameters.seed);
    improve(items, parameters.folds, parameters.seed, assignment);
    for (std::size_t i = 0; i < assignment.size(); ++i) made.split.groups[i].fold = assignment[i];
  }
  made.warnings = warnings_of(table, made);
  return made;
}

}  // namespace curate
