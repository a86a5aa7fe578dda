#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "curate/validate/validate.h"
#include "manifest/problem.h"

namespace publish {

/// Findings in the Static Analysis Results Interchange Format, version 2.1.0 (OASIS,
/// docs.oasis-open.org/sarif/sarif/v2.1.0), as code hosts read it: each finding is at the line of its clip's entry,
/// each problem at its own line, with percent-encoded paths relative to `root`. Rules are the finding codes. A finding
/// keeps its fingerprint when lines move. The same findings give the same bytes. Reads manifests again to convert
/// columns.
std::string to_sarif(const curate::Validation& validation, const std::vector<manifest::Problem>& problems,
                     const std::string& version, const std::filesystem::path& root);

}  // namespace publish
