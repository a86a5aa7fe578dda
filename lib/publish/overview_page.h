#pragma once

#include <string>

#include "publish/overview.h"

namespace publish {

/// One self-contained HTML page with a tile for each clip, in parts by confidence. Its pictures are whole: it is for
/// the curator.
std::string overview_page(const Overview& overview);

}  // namespace publish
