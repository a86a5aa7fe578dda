#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "catalog/clips.h"
#include "curate/dataset.h"
#include "model/finding.h"
#include "model/link.h"

namespace curate {

/// The nominal axes of each manifest's taxonomy: what is one of several, whatever part of a file a clip shows. A
/// finding may be present in one part and absent in another, and severity differ; a diagnosis may not.
using NominalAxes = std::map<std::string, std::set<std::string>>;

/// By clip: manifests give it another value on a nominal axis than a clip that is made from the same file, by address
/// or by digest, or that is the same recording, by packets or by pixels. One finding a clip and axis, which names the
/// first of the others. `links` are those of `clips`.
std::map<std::string, std::vector<model::Finding>> label_conflicts(const std::vector<catalog::ClipRow>& clips,
                                                                   const std::vector<model::Link>& links,
                                                                   const NominalAxes& nominal);

/// The nominal axes of each of the dataset's manifests.
NominalAxes nominal_axes(Dataset& dataset);

}  // namespace curate
