#pragma once

#include <string_view>
#include <vector>

#include "manifest/manifest.h"
#include "model/finding.h"

namespace curate {

/// What a clip's entry alone shows: no licence, neither subject nor case.
std::vector<model::Finding> entry_findings(const model::Clip& clip, const manifest::Manifest& manifest);

/// Whether a finding about a clip comes from there; all others come from its media.
bool is_entry_finding(std::string_view code);

}  // namespace curate
