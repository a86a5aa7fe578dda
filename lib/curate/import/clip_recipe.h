#pragma once

#include "model/clip.h"
#include "model/recipe.h"

namespace curate {

/// A clip's recipe: that of the run, with the clip's own stream, window and region.
model::Recipe recipe_for(const model::Clip& clip, model::Recipe recipe);

}  // namespace curate
