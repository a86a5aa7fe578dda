#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "model/clip.h"
#include "model/finding.h"

namespace curate {

/// A `label-tie` finding for each axis on which a clip's annotators disagree and no curator has decided.
std::vector<model::Finding> label_ties(const std::string& clip, const std::vector<model::Label>& labels);

/// Replaces the dataset's `label-tie` findings by those that follow from its labels and decisions now.
void put_label_ties(catalog::Catalog& catalog);

}  // namespace curate
