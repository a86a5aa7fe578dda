#include "baseline/audit/audit_sample.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/error.h"
#include "curate/split/compared.h"
#include "curate/split/leaks.h"
#include "curate/split/leaks_text.h"
#include "curate/split/open_split.h"

namespace baseline {
evaluation::Counts AuditSample::counts() const {
  evaluation::Counts counts;
  counts.classes.resize(samples.classes.size());
  std::vector<std::set<std::string>> of_class(samples.classes.size());
  for (std::size_t i = 0; i < labels.size(); ++i) {
    const auto label = static_cast<std::size_t>(labels[i]);
    for (evaluation::ClassCounts* one : {&counts.all, &counts.classes[label]}) {
      ++one->clips;
      one->frames += static_cast<std::int64_t>(samples.clips[i].frames.size());
    }
    of_class[label].insert(people[i]);
  }
  for (std::size_t c = 0; c < of_class.size(); ++c) {
    counts.classes[c].subjects = static_cast<std::int64_t>(of_class[c].size());
  }
  counts.all.subjects = static_cast<std::int64_t>(std::set(people.begin(), people.end()).size());
  return counts;
}

AuditSample load_audit_sample(curate::Dataset& dataset, const RunOptions& options) {
  const auto [opened, units, links] = curate::open_split(dataset.catalog(), options.split);
  const model::Split split = curate::for_cross_validation(opened);
  AuditSample sample;
  sample.samples = load_samples(dataset, {split.parameters.axis, options.classes, options.filters, options.view});
  const curate::Leaks leaks = curate::check_leaks(split, units, links, pictures_by_clip(sample.samples),
                                                  curate::compared_of(dataset.catalog(), split));
  if (!leaks.none()) (leaks.clips > 0 ? sample.leaks : sample.possible_leaks) = curate::to_sentence(leaks);
  sample.samples = those_in_folds(std::move(sample.samples), split);
  sample.assignment = assignment_of(split, sample.samples);
  for (std::size_t i = 0; i < sample.samples.clips.size(); ++i) {
    const SampleClip& clip = sample.samples.clips[i];
    sample.labels.push_back(clip.label);
    sample.frame_labels.insert(sample.frame_labels.end(), clip.frames.size(), clip.label);
    sample.people.push_back(clip.person);
  }
  return sample;
}

}  // namespace baseline
