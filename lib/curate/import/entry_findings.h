#pragma once

#include <vector>

#include "base/digest.h"
#include "manifest/manifest.h"
#include "model/finding.h"

namespace curate {

/// Findings from a clip's entry alone: no licence, neither subject nor case, doubtful names, a file name that
/// identifies, comments that contradict its labels. Origin Manifest.
std::vector<model::Finding> entry_findings(const model::Clip& clip, const manifest::Manifest& manifest);

/// The entry has no sha256. Origin Media.
model::Finding digest_unnamed(const std::string& clip, const base::Digest& object);

}  // namespace curate
