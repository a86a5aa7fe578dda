#include "curate/split/split.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "curate/split/even_labels.h"
#include "curate/split/groups.h"
#include "curate/split/split_balance.h"
#include "curate/split/split_items.h"
#include "curate/split/split_warnings.h"

namespace curate {
namespace {

using model::SplitBy;

[[noreturn]] void refuse(const std::string& why) { throw base::Error(base::Code::InvalidInput, why); }

void check_parameters(const std::vector<catalog::ClipSummary>& units, const model::SplitParameters& parameters) {
  const int folds = model::cross_validation_folds(parameters);
  if (folds < 2 || parameters.folds > model::kMaxFolds) {
    refuse(fmt::format("invalid number of folds: {}; use 2 to {}", folds, model::kMaxFolds));
  }
  if (model::has_test_set(parameters) && parameters.by == SplitBy::Frame) {
    refuse("a split by frame cannot have a test set; split by subject");
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

void check_enough(const Unfolded& unfolded) {
  const MadeSplit& made = unfolded.made;
  const int folds = made.split.parameters.folds;
  if (made.split.groups.empty() && !unfolded.test) {
    refuse(
        "nothing to split: no clip has a subject or case, so all are left out; add subjects to the manifests, or do "
        "not use --unknown leave-out");
  }
  if (made.split.parameters.by == SplitBy::Frame) {
    const std::int64_t frames = unfolded.labels().all.frames;
    if (frames >= folds) return;
    refuse(fmt::format("{} cannot fill {} folds; use fewer folds", base::counted(frames, "frame"), folds));
  }
  const std::size_t groups = made.split.groups.size();
  if (groups < static_cast<std::size_t>(folds)) {
    if (!unfolded.test) refuse(too_few_groups(made));
    refuse(fmt::format("the test set has {} of {} groups, too many for {} folds beside it; {}",
                       unfolded.test->groups.size(), unfolded.test->groups.size() + groups, folds,
                       groups > 1 ? fmt::format("use at most {} folds", groups) : "hold out less"));
  }
  const bool labelled = std::ranges::any_of(unfolded.attributes, [](const CountedAttribute& one) {
    return one.attribute.is_axis &&
           std::ranges::any_of(one.table.names, [](std::string_view name) { return !name.empty(); });
  });
  if (made.split.parameters.balance.labels_only() && !labelled) {
    refuse(fmt::format("no clip has a label on axis '{}', and nothing else has a weight; see --balance",
                       made.split.parameters.axis));
  }
}

/// The shares of the folds as integers.
std::vector<std::int64_t> shares_of(const model::SplitParameters& parameters) {
  std::vector<std::int64_t> shares(static_cast<std::size_t>(parameters.folds), 1);
  if (parameters.test == 0) return shares;
  const std::int64_t folds = model::cross_validation_folds(parameters);
  std::ranges::fill(shares, 1000 - parameters.test);
  shares.back() = parameters.test * folds;
  return shares;
}

}  // namespace

Unfolded prepare_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                       const model::SplitParameters& parameters, const TestSetRule& rule) {
  check_parameters(units, parameters);
  Grouping grouping = make_groups(units, links, parameters);
  Unfolded unfolded;
  model::SplitParameters with = parameters;
  if (rule.keep != nullptr || !parameters.held_out.empty()) {
    check_held_out(units, parameters.held_out);
    unfolded.test = take_test_set(units, grouping, parameters, rule);
    with = model::without_test_set(parameters);
  }
  unfolded.made.split.parameters = std::move(with);
  unfolded.made.split.groups = filled(units, grouping, unfolded.made.left_out);
  unfolded.attributes = count_attributes(units, grouping, parameters);
  if (unfolded.test) note_missing_labels(units, unfolded.attributes, parameters, *unfolded.test);
  check_enough(unfolded);
  return unfolded;
}

void fold(Unfolded& unfolded) {
  const model::SplitParameters& with = unfolded.made.split.parameters;
  std::vector<model::Group>& groups = unfolded.made.split.groups;
  if (with.by == SplitBy::Frame) return;
  const bool labels_only = with.balance.labels_only();
  model::SplitParameters start = with;
  if (labels_only) start.balance = model::Balance();
  const Items items = items_of(unfolded.attributes, groups, start);
  Assignment assignment = balance_greedily(items, with.folds, with.seed);
  improve(items, with.folds, with.seed, assignment);
  if (labels_only) {
    const Items counts = label_counts(unfolded.attributes, groups.size());
    even_labels(counts, items, shares_of(with), with.seed, assignment);
  }
  for (std::size_t i = 0; i < assignment.size(); ++i) groups[i].fold = assignment[i];
}

MadeSplit finished(Unfolded unfolded, const model::SplitParameters& parameters) {
  MadeSplit& made = unfolded.made;
  made.warnings = warnings_of(unfolded.attributes, made, unfolded.test.has_value());
  if (unfolded.test) add_test_set(*std::move(unfolded.test), parameters, made);
  return std::move(made);
}

MadeSplit make_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                     const model::SplitParameters& parameters, const TestSetRule& rule) {
  Unfolded unfolded = prepare_split(units, links, parameters, rule);
  fold(unfolded);
  if (!model::has_test_set(parameters) || unfolded.test) return finished(std::move(unfolded), parameters);
  // Only the test set is kept. The other folds are made as every later run makes them, so that it gives the same ones.
  const model::Split chosen = std::move(unfolded.made.split);
  return make_split(units, links, parameters, {&chosen});
}

}  // namespace curate
