#pragma once

#include <string_view>
#include <vector>

#include "catalog/decisions.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "model/clip.h"

namespace curate {

/// A decision that undoes another.
catalog::Decision undo_decision(const catalog::Decision& target, const Author& author);

/// Undoes the last label of this role on an axis of a clip, by a new decision; the label before it is in effect again.
/// Called again, it undoes the one before. Returns the undone decision. Throws NotFound if there is nothing to undo.
catalog::Decision undo_label(Dataset& dataset, std::string_view clip, std::string_view axis, model::Role role,
                             const Author& author);
/// Undoes the last such undo_label: the label counts again. Returns that label's decision. Throws NotFound if there is
/// nothing to redo.
catalog::Decision redo_label(Dataset& dataset, std::string_view clip, std::string_view axis, model::Role role,
                             const Author& author);

/// Undoes `resolve`; returns how many findings are open again. Throws NotFound if no such finding was resolved.
int undo_resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);
/// Undoes the last such undo_resolve; returns how many findings are resolved again. Throws NotFound if there is none.
int redo_resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);

/// The same for the last decision about the `kind`, "region" or "window", of a clip (see crop.h); frames are not made
/// again here. Returns the region's or window's decision. Throw NotFound if there is nothing to undo or redo.
catalog::Decision undo_crop(Dataset& dataset, std::string_view clip, std::string_view kind, const Author& author);
catalog::Decision redo_crop(Dataset& dataset, std::string_view clip, std::string_view kind, const Author& author);

/// Undoes decisions that are in effect, whatever they are about, and updates what depends on them; frames are not made
/// again here (see cropped_clip). An undo can be undone. Throws NotFound if the dataset does not have one of them,
/// InvalidInput if one was undone before or cannot be undone; then nothing is undone.
void undo(Dataset& dataset, const std::vector<catalog::Decision>& decisions, const Author& author);

}  // namespace curate
