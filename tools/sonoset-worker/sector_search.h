#pragma once

#include <optional>

#include "model/clip_job.h"
#include "sampling/region_finder.h"
#include "vision/evidence.h"

namespace worker {

/// Finds the sector of a clip and its overlays in its pictures, and chooses its bounds as the region unless the recipe
/// has one.
class SectorSearch : public sampling::RegionFinder {
 public:
  explicit SectorSearch(const model::Recipe& recipe) : recipe_(recipe) {}

  void look(const model::Picture& picture, const sampling::Orientation& orientation) override;
  std::optional<model::Region> choose() override;
  void start_again() override { evidence_ = {}; }

  /// What was found; nothing before `choose`.
  const std::optional<model::FoundSector>& found() const { return found_; }
  const std::vector<model::Overlay>& overlays() const { return overlays_; }

 private:
  const model::Recipe& recipe_;
  vision::Evidence evidence_;
  std::optional<model::FoundSector> found_;
  std::vector<model::Overlay> overlays_;
};

}  // namespace worker
