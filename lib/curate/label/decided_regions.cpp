#include "curate/label/decided_regions.h"

#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "curate/label/decision_lines.h"
#include "curate/label/decisions.h"

namespace curate {

std::vector<manifest::Manifest> with_decided_regions(Dataset& dataset, std::vector<manifest::Manifest> manifests) {
  std::map<std::string, model::Region> regions;
  for (const catalog::Decision& decision : decisions_in_effect(dataset.catalog(), dataset.decisions_file())) {
    const auto region = accepted_region(decision);
    if (region) regions[nlohmann::json::parse(decision.what).at("id").get<std::string>()] = *region;
  }
  for (manifest::Manifest& manifest : manifests) {
    for (model::Clip& clip : manifest.clips) {
      const auto region = regions.find(clip.id);
      if (clip.region || region == regions.end()) continue;
      clip.region = region->second;
      clip.auto_region = true;
    }
  }
  return manifests;
}

}  // namespace curate
