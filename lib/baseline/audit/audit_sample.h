#pragma once

#include <string>
#include <vector>

#include "baseline/data/assignment.h"
#include "baseline/train/run_options.h"
#include "evaluation/audit_result.h"

namespace baseline {

/// The audited clips, all of which are in folds of the split.
struct AuditSample {
  Samples samples;
  Assignment assignment;
  std::vector<int> labels;          ///< [clips]
  std::vector<int> frame_labels;    ///< [frames]
  std::vector<std::string> people;  ///< [clips] see SampleClip::person
  std::string leaks;                ///< a sentence; empty if none were found
  std::string possible_leaks;       ///< a sentence; empty if there are none or `leaks` is set

  int classes() const { return static_cast<int>(samples.classes.size()); }
  evaluation::Counts counts() const;
};

/// Throws as load_samples, and InvalidInput if the split is stale or has none of the clips.
AuditSample load_audit_sample(curate::Dataset& dataset, const RunOptions& options);

}  // namespace baseline
