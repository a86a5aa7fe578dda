#include "curate/label/decided_crops.h"

#include <map>
#include <optional>
#include <string>

#include "curate/label/crop_decision.h"
#include "curate/label/decisions.h"

namespace curate {
namespace {

/// The last decisions about a clip.
struct Decided {
  std::optional<model::Region> region;
  bool accepted = false;  ///< the region, from a finding
  std::optional<model::Window> window;
};

void apply(const Decided& decided, model::Clip& clip) {
  if (decided.window) clip.window = *decided.window;
  if (!decided.region || (decided.accepted && clip.region)) return;
  clip.region = decided.region;
  clip.auto_region = clip.auto_region || decided.accepted;
}

}  // namespace

std::vector<manifest::Manifest> with_decided_crops(Dataset& dataset, std::vector<manifest::Manifest> manifests) {
  std::map<std::string, Decided> by_clip;
  for (const catalog::Decision& decision : decisions_in_effect(dataset.catalog(), dataset.decisions_file())) {
    const auto crop = crop_of(decision);
    if (!crop) continue;
    Decided& decided = by_clip[crop->clip];
    if (crop->window) decided.window = crop->window;
    if (!crop->region) continue;
    decided.region = crop->region;
    decided.accepted = decision.kind == "resolve";
  }
  for (manifest::Manifest& manifest : manifests) {
    for (model::Clip& clip : manifest.clips) {
      if (const auto decided = by_clip.find(clip.id); decided != by_clip.end()) apply(decided->second, clip);
    }
  }
  return manifests;
}

}  // namespace curate
