#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/decisions.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "model/region.h"
#include "model/window.h"

namespace curate {

/// Record that a clip uses this region of its pictures, or this window of time, whatever its manifest says. Its frames
/// are not made again here: see make_again. Throw NotFound for an unknown clip, InvalidInput for an empty who or why, a
/// region that is not within the clip's pictures, and for what the clip has already.
void set_region(Dataset& dataset, std::string_view clip, const model::Region& region, const Author& author);
void set_window(Dataset& dataset, std::string_view clip, const model::Window& window, const Author& author);

/// The clip whose region or window a decision, or what it undoes, changes; empty: none.
std::string cropped_clip(const catalog::Decision& decision);

}  // namespace curate
