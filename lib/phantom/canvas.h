#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "model/picture.h"
#include "model/region.h"
#include "phantom/drawing.h"

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

/// Transparent paper over a picture of the same size. Knows for each pixel what was drawn there last.
class Canvas {
 public:
  Canvas(int width, int height);
  int width() const { return width_; }
  int height() const { return height_; }

  /// What is painted from now on belongs to `owner`, at least 1.
  void begin(int owner);
  /// The smallest region with all that was painted since `begin`; empty if nothing was.
  model::Region painted() const;
  /// Who painted this pixel last; 0 if nobody did.
  int owner(int x, int y) const { return pixels_[index(x, y)].owner; }

  /// `coverage` is of 255; nothing is painted outside the paper.
  void paint(int x, int y, int coverage, Colour colour);
  void fill(const model::Region& region, Colour colour);
  void frame(const model::Region& region, int thickness, Colour colour);
  /// Positions in pixels, pixel centres at .5; with round ends.
  void line(double from_x, double from_y, double to_x, double to_y, double thickness, Colour colour);
  void ring(double x, double y, double radius, double thickness, Colour colour);
  void disc(double x, double y, double radius, Colour colour);
  /// Corners clockwise or not.
  void triangle(const double (&corners)[6], Colour colour);
  /// `x`, `y`: top left corner of the capitals.
  void text(int x, int y, const TextStyle& style, std::string_view text, Colour colour);

  /// Draws it over an RGB picture, except columns [from, to) of what `owner` painted.
  void blend_onto(model::Picture& picture, int owner, int from, int to) const;
  /// Remembers the painted pixels; call it when the drawing is complete.
  void finish();

 private:
  struct Pixel {
    Colour colour;
    std::uint8_t alpha = 0;
    std::uint16_t owner = 0;
  };
  std::size_t index(int x, int y) const { return static_cast<std::size_t>(y) * width_ + x; }
  void vector_text(int x, int y, const TextStyle& style, std::string_view text, Colour colour);

  int width_;
  int height_;
  std::uint16_t owner_ = 1;
  int left_ = 0;
  int top_ = 0;
  int right_ = 0;
  int bottom_ = 0;
  std::vector<Pixel> pixels_;
  std::vector<std::uint32_t> painted_;
};

}  // namespace phantom
