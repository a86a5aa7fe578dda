#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "model/clip.h"
#include "model/finding.h"

namespace curate {

/// The axes on which those who labelled a clip disagree, and nobody has decided: a finding label-tie each.
std::vector<model::Finding> label_ties(const std::string& clip, const std::vector<model::Label>& labels);

/// Replaces the dataset's findings of this code by what its labels and decisions say now.
void put_label_ties(catalog::Catalog& catalog);

}  // namespace curate
