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

/// The nominal axes of each manifest's taxonomy, by manifest. Their value is the same for all parts of a file, as for a
/// diagnosis; a finding may be present in one part and absent in another, and severity may differ.
using NominalAxes = std::map<std::string, std::set<std::string>>;

/// By clip, conflicts between the manifests' labels on nominal axes: another clip of the same file (by URL or digest)
/// or the same recording (by packets or pixels) has another value. One finding for each clip and axis; it names the
/// first such clip. `links` are those of `clips`.
std::map<std::string, std::vector<model::Finding>> label_conflicts(const std::vector<catalog::ClipRow>& clips,
                                                                   const std::vector<model::Link>& links,
                                                                   const NominalAxes& nominal);

/// The nominal axes of each of the dataset's manifests.
NominalAxes nominal_axes(Dataset& dataset);

}  // namespace curate
