#pragma once

#include <cstdint>
#include <vector>

#include "model/picture.h"
#include "model/region.h"
#include "phantom/drawing.h"

namespace phantom {

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
