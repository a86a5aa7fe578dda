#pragma once

#include <optional>

#include "model/clip_job.h"
#include "sampling/region_finder.h"
#include "vision/evidence.h"

namespace vision {
class TextReader;
}

namespace worker {

/// Finds the sector of a clip and its overlays in its pictures, and chooses its bounds as the region unless the recipe
/// has one. With a reader, reads text in the overlays.
class SectorSearch : public sampling::RegionFinder {
 public:
  SectorSearch(const model::Recipe& recipe, vision::TextReader* reader) : recipe_(recipe), reader_(reader) {}

  void look(const model::Picture& picture, const sampling::Orientation& orientation) override;
  std::optional<model::Region> choose() override;
  void start_again() override {
    evidence_ = {};
    samples_.clear();
  }

  /// What was found; nothing before `choose`.
  const std::optional<model::FoundSector>& found() const { return found_; }
  const std::vector<model::Overlay>& overlays() const { return overlays_; }

  /// What was read in the overlays; empty without a reader.
  const model::ReadTexts& texts() const { return texts_; }

 private:
  void read_texts();

  const model::Recipe& recipe_;
  vision::TextReader* reader_;
  vision::Evidence evidence_;
  std::optional<model::FoundSector> found_;
  std::vector<model::Overlay> overlays_;
  std::vector<model::Picture> samples_;  ///< grey, of the first picture and of some later ones
  model::ReadTexts texts_;
};

}  // namespace worker
