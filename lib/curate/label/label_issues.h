#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "curate/dataset.h"

namespace curate {

/// A clip's label in effect, and the label that a model trained without the clip predicts.
struct LabelIssue {
  std::string clip;
  std::string value;
  std::string suggested;
};

struct LabelIssueChanges {
  int kept = 0;
  int added = 0;
  int gone = 0;
  int outdated = 0;  ///< issues left out: the clip is gone or has another label now
};

/// Replaces the `label-issue` findings of an axis in one transaction, and applies decisions about them again. They
/// depend on a model: they are not part of the catalog's digest, and imports keep them. With `dry_run` it only counts.
LabelIssueChanges put_label_issues(Dataset& dataset, std::string_view axis, const std::vector<LabelIssue>& issues,
                                   bool dry_run = false);

}  // namespace curate
