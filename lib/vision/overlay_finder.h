#pragma once

#include <vector>

#include "model/overlay.h"

namespace model {
struct FoundSector;
}

namespace vision {

class Evidence;

/// Finds what was drawn beside the sector and over it: at most model::kMaxOverlays, ordered by y, then x. Integers
/// only: equal evidence gives equal overlays on every machine. Throws InvalidInput without pictures.
std::vector<model::Overlay> find_overlays(const Evidence& evidence, const model::FoundSector& found);

}  // namespace vision
