#pragma once

#include <string>
#include <vector>

#include "catalog/list.h"
#include "curate/dataset.h"

namespace curate {

/// For a listing that came out empty: throws InvalidInput where that is because a filter asks for what cannot be (a
/// state, code or axis that there is not, naming those there are) or for a clip, manifest, source, subject, case or
/// split that the dataset does not have.
void check_filter_values(Dataset& dataset, const std::string& kind, const std::vector<catalog::Filter>& filters);

}  // namespace curate
