#pragma once

#include <vector>

#include "manifest/manifest.h"
#include "model/finding.h"

namespace curate {

/// What a clip's entry alone shows: no licence, neither subject nor case, names that want a look. Of origin Manifest.
std::vector<model::Finding> entry_findings(const model::Clip& clip, const manifest::Manifest& manifest);

}  // namespace curate
