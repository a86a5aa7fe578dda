// Any pictures have a sector that fits into them and survives being written down, and overlays that fit.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "model/picture.h"
#include "target.h"
#include "vision/evidence.h"
#include "vision/overlay_finder.h"
#include "vision/sector_finder.h"

// The first bytes are the size, the number of channels and that of pictures; the others are pixels, again and again.
FUZZ_TARGET(sector) {
  if (size < 5) return 0;
  const int width = 1 + data[0] % 96;
  const int height = 1 + data[1] % 96;
  const int channels = data[2] % 2 == 0 ? 1 : 3;
  const int pictures = 1 + data[3] % 3;
  const std::uint8_t* pixels = data + 4;
  std::size_t next = 0;
  vision::Evidence evidence;
  for (int i = 0; i < pictures; ++i) {
    model::Picture picture(width, height, channels);
    for (int y = 0; y < height; ++y) {
      std::generate_n(picture.row(y), picture.row_bytes(), [&] { return pixels[next++ % (size - 4)]; });
    }
    evidence.add(picture);
  }
  const model::FoundSector found = vision::find_sector(evidence);
  fuzz::check(found.confidence_permille >= 0 && found.confidence_permille <= 1000);
  fuzz::check(found.sector.visible.fits(width, height));
  fuzz::check(model::sector_from(model::sector_json(found.sector)) == found.sector);
  const std::vector<model::Overlay> overlays = vision::find_overlays(evidence, found);
  fuzz::check(overlays.size() <= model::kMaxOverlays);
  for (const model::Overlay& overlay : overlays) fuzz::check(overlay.box.fits(width, height));
  return 0;
}
