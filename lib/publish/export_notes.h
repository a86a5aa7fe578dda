#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "curate/release/licences.h"
#include "publish/picture_rule.h"
#include "publish/selection.h"

namespace publish {

using Sources = std::map<std::pair<std::string, std::string>, model::Source>;  ///< by (manifest, source)

/// The table of an export, a row a frame.
struct FramesFile {
  std::string name;
  std::vector<std::string> columns;
};

/// dataset.json.
std::string dataset_json(catalog::Catalog& catalog, const Selection& selection, const curate::LicencePolicy& policy,
                         const PictureRule& pictures, const FramesFile& frames);
/// LICENCES.md: every licence and source of what is exported, with the numbers of their clips and frames.
std::string licences_markdown(const Selection& selection, const Sources& sources, const curate::LicenceLookup& lookup);

}  // namespace publish
