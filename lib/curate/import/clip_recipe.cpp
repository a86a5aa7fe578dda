#include "curate/import/clip_recipe.h"

namespace curate {

model::Recipe recipe_for(const model::Clip& clip, model::Recipe recipe) {
  recipe.stream = clip.stream;
  recipe.window = clip.window;
  recipe.region = clip.region;
  return recipe;
}

}  // namespace curate
