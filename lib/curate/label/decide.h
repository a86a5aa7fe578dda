#pragma once

#include <string>
#include <string_view>

#include "curate/dataset.h"
#include "model/clip.h"

namespace curate {

/// Who decides, and why: stands in every decision.
struct Author {
  std::string who;
  std::string why;
};

/// Says what a clip shows; splits that it was balanced in otherwise are stale then. Throws NotFound for an unknown
/// clip, InvalidInput for an axis or value that the taxonomy of the clip's manifest does not have (naming those it has)
/// and for an empty who or why.
void label(Dataset& dataset, std::string_view clip, std::string_view axis, std::string_view value, model::Role role,
           const Author& author);

/// Marks findings as dealt with; returns how many. Throws NotFound where there is none with this code about the id.
int resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);

}  // namespace curate
