#include "baseline/data/assignment.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "curate/split/folds.h"
#include "curate/split/split.h"

namespace baseline {

Assignment assignment_of(const model::Split& split, const Samples& samples) {
  const curate::Folds folds(split);
  Assignment assignment{split.parameters, split.digest(), {}, {}};
  for (const SampleClip& clip : samples.clips) {
    const auto group = folds.group(clip.unit.clip);
    assignment.groups.push_back(group ? split.groups[*group].clips.front() : clip.unit.clip);
    std::vector<int>& of_clip = assignment.folds.emplace_back();
    for (const SampleFrame& frame : clip.frames) {
      of_clip.push_back(folds.fold(clip.unit.clip, frame.facts.picture).value_or(-1));
    }
  }
  return assignment;
}

Assignment assign(const Samples& samples, const model::SplitParameters& parameters) {
  return assignment_of(curate::make_split(samples.units(), samples.links, parameters).split, samples);
}

Samples those_in_folds(Samples all, const model::Split& split) {
  const Assignment assignment = assignment_of(split, all);
  std::vector<int> clips_of(all.classes.size());
  std::vector<SampleClip> kept;
  for (std::size_t i = 0; i < all.clips.size(); ++i) {
    if (std::ranges::count(assignment.folds[i], -1) > 0) continue;
    ++clips_of[static_cast<std::size_t>(all.clips[i].label)];
    kept.push_back(std::move(all.clips[i]));
  }
  all.clips = std::move(kept);
  for (std::size_t c = 0; c < clips_of.size(); ++c) {
    if (clips_of[c] > 0) continue;
    throw base::Error(
        base::Code::InvalidInput,
        fmt::format("split '{}' has no selected clip of class '{}'; name the other classes with --classes",
                    split.parameters.name, all.classes[c]));
  }
  return all;
}

}  // namespace baseline
