#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/clip.h"
#include "model/finding.h"

namespace curate {

/// Replaces a clip's findings of origins Media and Pictures by those found when its frames were made from `object`.
void put_frame_set_findings(catalog::Catalog& catalog, const model::Clip& clip,
                            const std::optional<base::Digest>& object, const std::vector<model::Finding>& found);

}  // namespace curate
