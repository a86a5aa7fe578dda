#include "curate/import/clip_recipe.h"

#include "model/found_sector.h"

namespace curate {

model::Recipe recipe_for(const model::Clip& clip, model::Recipe recipe) {
  recipe.stream = clip.stream;
  recipe.window = clip.window;
  recipe.region = clip.region;
  if (clip.auto_region) {
    // The same frames, whatever the run asks for.
    recipe.auto_region = model::kSectorFinderVersion;
    recipe.sectors = 0;
  }
  return recipe;
}

}  // namespace curate
