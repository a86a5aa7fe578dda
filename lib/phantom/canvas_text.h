#pragma once

#include <string>
#include <string_view>

#include "phantom/canvas.h"

namespace phantom {

/// How a device writes. Heights are those of capitals.
struct TextStyle {
  int cap_px = 10;
  bool dots = false;  ///< the 5 x 7 font in whole dots; capitals only, heights are multiples of 7 px
  bool bold = false;
  int width_percent = 100;
};

/// What the text looks like in this style: capitals if the font has no others.
std::string shown_text(const TextStyle& style, std::string_view text);
/// The height of capitals as drawn, in pixels.
int cap_height(const TextStyle& style);
/// How far the next text should be, in pixels.
int text_width(const TextStyle& style, std::string_view text);

/// `x`, `y`: top left corner of the capitals.
void write_text(Canvas& canvas, int x, int y, const TextStyle& style, std::string_view text, Colour colour);

}  // namespace phantom
