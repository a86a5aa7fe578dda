#pragma once

#include <string_view>

#include "catalog/decisions.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "model/clip.h"

namespace curate {

/// Takes the last decision of this role about a clip's axis back, as a decision of its own: what was in effect before
/// is again. Again: the one before it. Returns what was taken back. Throws NotFound where nothing is left.
catalog::Decision undo_label(Dataset& dataset, std::string_view clip, std::string_view axis, model::Role role,
                             const Author& author);
/// Takes the last undo_label of these back: the label counts again.
catalog::Decision redo_label(Dataset& dataset, std::string_view clip, std::string_view axis, model::Role role,
                             const Author& author);

/// Opens what `resolve` marked as dealt with; returns how many findings are open again. Throws NotFound where nobody
/// resolved such a one.
int undo_resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);
/// Takes the last undo_resolve of these back; returns how many findings are dealt with again.
int redo_resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);

}  // namespace curate
