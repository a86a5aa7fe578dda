#pragma once

#include <nlohmann/json_fwd.hpp>

#include "catalog/clips.h"
#include "curate/dataset.h"

namespace publish {

/// Everything known about a clip: manifest entry, labels, state, media, sector, overlays, texts, metadata, links,
/// findings and frames, as `show --json` prints it. Holds what was read in pictures and metadata: for curators only.
nlohmann::ordered_json clip_document(curate::Dataset& dataset, const catalog::ClipRow& row);

}  // namespace publish
