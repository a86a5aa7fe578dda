#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"
#include "model/found_sector.h"
#include "model/overlay.h"

namespace catalog {

/// What a clip's pictures show of a scanner's screen.
struct Screen {
  std::string clip;
  std::string manifest;
  std::string source;
  std::string probe;
  bool has_written_region = false;  ///< the manifest has a region
  int width = 0;                    ///< of the displayed picture
  int height = 0;
  model::FoundSector found;
  std::vector<model::Overlay> overlays;
};

/// Those of done clips whose sector was looked for, by clip. Throws Corrupt.
std::vector<Screen> screens(Catalog& catalog);

}  // namespace catalog
