#pragma once

#include <vector>

#include "curate/dataset.h"
#include "manifest/manifest.h"
#include "model/finding.h"
#include "model/recipe.h"

namespace curate {

/// Writes what a manifest says into the catalog, in one transaction, and a copy of it into the dataset: sources,
/// licences, clips with labels and wanted recipe, who is the same person; and the findings that follow from its words
/// alone. Throws InvalidInput where a clip's id belongs to another manifest.
void record(Dataset& dataset, const manifest::Manifest& manifest, const model::Recipe& recipe);

/// What a clip's recipe is: the run's, with the clip's own stream, window and region.
model::Recipe recipe_for(const model::Clip& clip, model::Recipe recipe);

/// Replaces the findings about a clip that come from its media, and keeps those that `record` made.
void replace_media_findings(catalog::Catalog& catalog, const std::string& clip,
                            const std::vector<model::Finding>& findings);

}  // namespace curate
