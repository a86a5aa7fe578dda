#include "sector_search.h"

#include "image/transform.h"
#include "vision/overlay_finder.h"
#include "vision/sector_finder.h"

namespace worker {

void SectorSearch::look(const model::Picture& picture, const sampling::Orientation& orientation) {
  const bool turned = orientation != sampling::Orientation{};
  evidence_.add(turned ? image::orient(picture, orientation.clockwise_deg, orientation.mirrored) : picture);
}

std::optional<model::Region> SectorSearch::choose() {
  found_ = vision::find_sector(evidence_);
  overlays_ = vision::find_overlays(evidence_, *found_);
  evidence_ = {};  // the frames need the memory
  if (recipe_.region) return std::nullopt;
  return found_->sector.bounds();
}

}  // namespace worker
