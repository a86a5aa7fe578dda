#pragma once

#include <vector>

#include "base/digest.h"
#include "manifest/manifest.h"
#include "model/finding.h"

namespace curate {

/// What a clip's entry alone shows: no licence, neither subject nor case, names that want a look. Of origin Manifest.
std::vector<model::Finding> entry_findings(const model::Clip& clip, const manifest::Manifest& manifest);

/// The entry does not say which digest its file has. Of origin Media.
model::Finding digest_unnamed(const std::string& clip, const base::Digest& object);

}  // namespace curate
