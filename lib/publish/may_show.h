#pragma once

#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "catalog/clip_summaries.h"
#include "catalog/visible_clips.h"

namespace publish {

/// What of a clip is shown.
enum class Shown {
  Frames,  ///< as they are stored
  Whole    ///< also what is around the crop
};

/// Whether anybody may see this of a clip: its licence permits redistribution and derivatives, no open finding speaks
/// against it, and, where it is whole, text in its pictures was read. The rules of exports that redistribute (see
/// `select`), for one clip. False for an unknown clip.
bool may_show(catalog::Catalog& catalog, std::string_view clip, Shown shown);

/// For listings: the clips of which anybody may see the frames.
catalog::VisibleClips visible_clips(catalog::Catalog& catalog);

/// Removes the clips of which not everybody may see the frames.
void keep_visible(catalog::Catalog& catalog, std::vector<catalog::ClipSummary>& units);

}  // namespace publish
