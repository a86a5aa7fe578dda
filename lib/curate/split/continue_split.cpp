#include "curate/split/continue_split.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/error.h"
#include "curate/split/folds.h"
#include "curate/split/split.h"
#include "curate/split/split_balance.h"
#include "curate/split/split_items.h"

namespace curate {
namespace {

/// The fold that most of a group's clips were in; of equals the first; -1: none of them was in a fold.
int old_fold(const model::Group& group, const Folds& before) {
  std::map<int, int> clips;
  for (const std::string& clip : group.clips) {
    if (const auto fold = before.fold(clip, 0)) ++clips[*fold];
  }
  const auto most = std::ranges::max_element(clips, [](const auto& a, const auto& b) { return a.second < b.second; });
  return most == clips.end() ? -1 : most->first;
}

void note_clips(const model::Split& split, const Folds& before, Continuation& continuation) {
  for (const model::Group& group : split.groups) {
    for (const std::string& clip : group.clips) {
      const auto fold = before.fold(clip, 0);
      if (!fold) continuation.placed.push_back(clip);
      // By frame, a clip is in many folds, and each frame keeps its own.
      if (split.parameters.by == model::SplitBy::Frame) continue;
      if (fold && *fold != group.fold) continuation.moved.push_back(clip);
    }
  }
  std::ranges::sort(continuation.placed);
  std::ranges::sort(continuation.moved);
}

void check_full(const model::Split& split) {
  std::vector<bool> full(static_cast<std::size_t>(split.parameters.folds));
  for (const model::Group& group : split.groups) full[static_cast<std::size_t>(group.fold)] = true;
  const auto empty = std::ranges::find(full, false);
  if (empty == full.end()) return;
  throw base::Error(base::Code::InvalidInput,
                    fmt::format("fold {} would be empty; split again without --keep", empty - full.begin()));
}

}  // namespace

ContinuedSplit continue_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                              const model::Split& before, bool extend_test) {
  const model::SplitParameters& parameters = before.parameters;
  if (!parameters.file.empty()) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("split '{}' was read from '{}'; add the new clips there, then use --from",
                                  parameters.name, parameters.file));
  }
  const bool has_test = model::has_test_set(parameters);
  Unfolded unfolded = prepare_split(units, links, parameters, {has_test ? &before : nullptr, extend_test});
  fold(unfolded);
  ContinuedSplit result;
  const Folds old(before);
  if (parameters.by != model::SplitBy::Frame) {
    model::Split& split = unfolded.made.split;
    const model::SplitParameters& with = split.parameters;
    result.continuation.from_scratch = evenness_of(unfolded.labels(), split);
    Assignment assignment;
    for (const model::Group& group : split.groups) assignment.push_back(old_fold(group, old));
    place_rest(items_of(unfolded.attributes, split.groups, with), with.folds, with.seed, assignment);
    for (std::size_t i = 0; i < assignment.size(); ++i) split.groups[i].fold = assignment[i];
    check_full(split);
    result.continuation.evenness = evenness_of(unfolded.labels(), split);
  }
  result.made = finished(std::move(unfolded), parameters);
  note_clips(result.made.split, old, result.continuation);
  return result;
}

}  // namespace curate
