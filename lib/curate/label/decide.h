#pragma once

#include <string_view>

#include "catalog/decisions.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "model/clip.h"

namespace curate {

/// Throws InvalidInput where who or why is empty.
void check(const Author& author);

/// Writes a decision down in decisions.jsonl, keeps it in the catalog and applies it. Without a time it is of now;
/// where there is the same already, of a second later.
void decide(Dataset& dataset, catalog::Decision decision);

/// Says what a clip shows; splits that it was balanced in otherwise are stale then. Throws NotFound for an unknown
/// clip, InvalidInput for an axis or value that the taxonomy of the clip's manifest does not have (naming those it has)
/// and for an empty who or why.
void label(Dataset& dataset, std::string_view clip, std::string_view axis, std::string_view value, model::Role role,
           const Author& author);

}  // namespace curate
