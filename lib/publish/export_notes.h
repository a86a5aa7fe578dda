#pragma once

#include <map>
#include <string>
#include <utility>

#include "publish/export.h"
#include "publish/selection.h"

namespace publish {

using Sources = std::map<std::pair<std::string, std::string>, model::Source>;  ///< by (manifest, source)

/// dataset.json.
std::string dataset_json(curate::Dataset& dataset, const Selection& selection, const ExportOptions& options,
                         const curate::LicencePolicy& policy, const ExportSummary& summary);
/// LICENCES.md: every licence and source of what is exported, with the numbers of their clips and frames.
std::string licences_markdown(const Selection& selection, const Sources& sources, const curate::LicenceLookup& lookup);

}  // namespace publish
