#pragma once

#include <string_view>
#include <vector>

#include "catalog/decisions.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "model/clip.h"

namespace curate {

/// Throws InvalidInput if who or why is empty.
void check(const Author& author);

/// Appends a decision to decisions.jsonl, adds it to the catalog and applies it. Its time, if empty, becomes the
/// current one, and is moved by a second while an equal decision exists.
void decide(Dataset& dataset, catalog::Decision decision);
/// The same for many labels or resolutions, or for undoing them: written at once, and applied in one transaction.
/// Returns them with their times.
std::vector<catalog::Decision> decide_all(Dataset& dataset, std::vector<catalog::Decision> decisions);

/// A label as a decision, made now.
catalog::Decision label_decision(std::string_view clip, const model::Label& label);

/// Labels a clip; splits that were balanced by another label become stale. Throws NotFound for an unknown clip,
/// InvalidInput for an axis or value that the taxonomy of the clip's manifest does not have (naming those it has) and
/// for an empty who or why.
void label(Dataset& dataset, std::string_view clip, std::string_view axis, std::string_view value, model::Role role,
           const Author& author);

}  // namespace curate
