#include "model/frame_set.h"

namespace model {

std::string frame_set_name(const base::Digest& recipe, const base::Digest& object) {
  return base::sha256(recipe.hex() + object.hex()).hex().substr(0, 16);
}

std::optional<Sector> sector_in_frames(const FrameSet& set, const Recipe& recipe) {
  if (!set.sector) return std::nullopt;
  return sector_in_frames(*set.sector, recipe);
}

Sector sector_in_frames(const FoundSector& found, const Recipe& recipe) {
  return found.sector.cropped(recipe.region ? *recipe.region : found.sector.bounds());
}

std::optional<std::vector<Overlay>> overlays_in_frames(const FrameSet& set, const Recipe& recipe) {
  if (!set.sector) return std::nullopt;
  return cropped(set.overlays, recipe.region ? *recipe.region : set.sector->sector.bounds());
}

}  // namespace model
