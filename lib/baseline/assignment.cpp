#include "baseline/assignment.h"

#include "curate/folds.h"
#include "curate/split.h"

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

std::string person_of(const SampleClip& clip, const std::string& group) {
  return clip.unit.subject.empty() ? group : clip.unit.subject;
}

}  // namespace baseline
