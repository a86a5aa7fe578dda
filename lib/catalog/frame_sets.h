#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/finding.h"
#include "model/frame_set.h"

/// The frames that an import ends in.
namespace catalog {

/// Inserts a set with its frames and what was noticed when it was made; replaces one of the same (clip, recipe,
/// object).
void put_frame_set(Catalog& catalog, const model::FrameSet& set, const std::vector<model::Finding>& findings = {});
/// What was noticed when a clip's current set was made; nothing where it has none.
std::vector<model::Finding> current_frame_set_findings(Catalog& catalog, std::string_view clip);
bool has_frame_set(Catalog& catalog, std::string_view clip, const base::Digest& recipe, const base::Digest& object);
/// The set that a clip's wanted recipe and object name, or nothing.
std::optional<model::FrameSet> current_frame_set(Catalog& catalog, std::string_view clip);
/// All sets without their frames, by (clip, recipe, object), those of removed clips too: for fsck and gc.
std::vector<model::FrameSet> frame_sets(Catalog& catalog);
/// How many files rows speak of: objects, and the frames of all sets.
std::int64_t stored_files(Catalog& catalog);
/// Whether the clip's current set has frames in colour.
bool has_colour(Catalog& catalog, std::string_view clip);
std::vector<model::Frame> frames(Catalog& catalog, const model::FrameSet& set);
/// With its frames' rows. A clip that is Done with it goes back to Planned.
void remove_frame_set(Catalog& catalog, const model::FrameSet& set);

}  // namespace catalog
