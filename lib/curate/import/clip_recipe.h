#pragma once

#include "model/clip.h"
#include "model/recipe.h"

namespace curate {

/// What a clip's recipe is: the run's, with the clip's own stream, window and region.
model::Recipe recipe_for(const model::Clip& clip, model::Recipe recipe);

}  // namespace curate
