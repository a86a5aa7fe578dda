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

/// The table of an export, one row per frame.
struct FramesFile {
  std::string name;
  std::vector<std::string> columns;
};

/// The text of dataset.json. `notes`: further keys, with their values as JSON.
std::string dataset_json(const std::string& catalog_digest, const Selection& selection,
                         const curate::LicencePolicy& policy, const PictureRule& pictures, const FramesFile& frames,
                         const std::map<std::string, std::string>& notes);
/// LICENCES.md: every licence and source of the exported clips, with their numbers of clips and frames.
std::string licences_markdown(const Selection& selection, const Sources& sources, const curate::LicenceLookup& lookup);

}  // namespace publish
