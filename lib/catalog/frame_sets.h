#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"
#include "model/finding.h"
#include "model/frame_set.h"

/// The frames that imports make.
namespace catalog {

/// Inserts a set with its frames and the findings of making it; replaces one of the same (clip, recipe, object).
void put_frame_set(Catalog& catalog, const model::FrameSet& set, const std::vector<model::Finding>& findings = {});
/// The findings of making a clip's current set; empty if it has none.
std::vector<model::Finding> current_frame_set_findings(Catalog& catalog, std::string_view clip);
bool has_frame_set(Catalog& catalog, std::string_view clip, const base::Digest& recipe, const base::Digest& object);
/// The set of a clip's recipe and object, or empty.
std::optional<model::FrameSet> current_frame_set(Catalog& catalog, std::string_view clip);
/// All sets without their frames, sectors and overlays, by (clip, recipe, object), including those of removed clips:
/// for fsck and gc.
std::vector<model::FrameSet> frame_sets(Catalog& catalog);
/// The number of files in the catalog: objects, and the frames of all sets.
std::int64_t stored_files(Catalog& catalog);
/// Whether the clip's current set has frames in colour.
bool has_colour(Catalog& catalog, std::string_view clip);
/// The sector that was found in the set's pictures. Throws Corrupt.
std::optional<model::FoundSector> sector_of(Catalog& catalog, const model::FrameSet& set);
/// The overlays that were found in the set's pictures, in order. Throws Corrupt.
std::vector<model::Overlay> overlays_of(Catalog& catalog, const model::FrameSet& set);
/// The text that was read in the set's pictures; nothing if nobody asked for it. Throws Corrupt.
std::optional<model::ReadTexts> texts_of(Catalog& catalog, const model::FrameSet& set);
/// The depth of the set's pictures in mm, if texts in them agree on one.
std::optional<int> depth_of(Catalog& catalog, const model::FrameSet& set);
/// The metadata of the set's file; nothing if nobody looked. Throws Corrupt.
std::optional<model::FileTags> tags_of(Catalog& catalog, const model::FrameSet& set);
std::vector<model::Frame> frames(Catalog& catalog, const model::FrameSet& set);
/// Removes a set and its frames. A clip that is Done with it becomes Planned.
void remove_frame_set(Catalog& catalog, const model::FrameSet& set);

}  // namespace catalog
