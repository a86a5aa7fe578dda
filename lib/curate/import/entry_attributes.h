#pragma once

#include <map>
#include <string>

#include "model/clip.h"
#include "model/recipe.h"

/// Entries of a manifest as keys and texts that can be compared and shown. Keys without a value are left out.
namespace curate {

using Attributes = std::map<std::string, std::string>;

/// Includes sampling, channels and format of the run's recipe, and leaves out the entry's line.
Attributes attributes_of(const model::Clip& clip, const std::string& manifest, const model::Recipe& recipe);
Attributes attributes_of(const model::Source& source);
Attributes attributes_of(const model::Licence& licence);

}  // namespace curate
