#pragma once

#include <cstdint>
#include <string_view>

#include "model/picture.h"
#include "model/region.h"

namespace phantom {

struct Colour {
  std::uint8_t red = 0;
  std::uint8_t green = 0;
  std::uint8_t blue = 0;
};

/// Fills the part of the rectangle inside the picture; grey pictures get the luma.
void fill(model::Picture& picture, const model::Region& region, Colour colour);
/// Seven rows of five dots from the top, the leftmost dot is 16; null if the font has no such character.
const std::uint8_t* dot_rows(char character);
/// Capitals, digits and . : - / , ^ ( ) % + _ in a 5 x 7 font; a dot is `scale` pixels, a character 6 * scale pixels
/// wide.
void draw_text(model::Picture& picture, int x, int y, int scale, std::string_view text, Colour colour);

}  // namespace phantom
