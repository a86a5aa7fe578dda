#pragma once

#include <map>
#include <string>

#include "model/clip.h"
#include "model/recipe.h"

/// What manifests say of their things, as keys and texts that can be compared and shown. Keys without a value are not
/// in it.
namespace curate {

using Attributes = std::map<std::string, std::string>;

/// Also what the run's recipe adds: sampling, channels, format. Where the entry starts in its file is not in it.
Attributes attributes_of(const model::Clip& clip, const std::string& manifest, const model::Recipe& recipe);
Attributes attributes_of(const model::Source& source);
Attributes attributes_of(const model::Licence& licence);

}  // namespace curate
