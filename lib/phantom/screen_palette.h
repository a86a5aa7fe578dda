#pragma once

#include <cstdint>

#include "phantom/drawing.h"

namespace phantom {

/// The colours of one device.
struct Palette {
  Colour ground;
  Colour band;
  Colour bright;  ///< texts that matter
  Colour dim;
  Colour accent;
  bool light = false;  ///< a light ground with dark texts
};
Palette choose_palette(std::uint64_t seed, bool window);

}  // namespace phantom
