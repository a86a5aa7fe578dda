#pragma once

#include <string>
#include <vector>

#include "catalog/list.h"
#include "curate/dataset.h"

namespace curate {

/// For an empty listing: throws InvalidInput if a filter names a state, code, axis or other value that does not exist
/// (naming those that do), or a clip, manifest, source, subject, case or split that the dataset does not have.
void check_filter_values(Dataset& dataset, const std::string& kind, const std::vector<catalog::Filter>& filters);

}  // namespace curate
