#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "curate/dataset.h"

namespace curate {

/// A clip's label in effect, and what a model that was trained without the clip takes it for.
struct LabelIssue {
  std::string clip;
  std::string value;
  std::string suggested;
};

struct LabelIssueChanges {
  int kept = 0;
  int added = 0;
  int gone = 0;
  int outdated = 0;  ///< issues that were left out: the clip is gone or has another label now
};

/// Replaces the findings `label-issue` about an axis, in one transaction; decisions about them hold again. They are
/// a model's opinion: outside of the catalog's digest, and left alone by imports. With `dry_run` it only counts.
LabelIssueChanges put_label_issues(Dataset& dataset, std::string_view axis, const std::vector<LabelIssue>& issues,
                                   bool dry_run = false);

}  // namespace curate
