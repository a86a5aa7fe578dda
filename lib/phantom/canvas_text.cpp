#include "phantom/canvas_text.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "phantom/vector_font.h"

namespace phantom {
namespace {

constexpr int kDotRows = 7;
constexpr double kLetterGap = 3.5;  // in units of the vector font
constexpr double kWordGap = 5.5;

int dot_scale(const TextStyle& style) { return std::max(1, style.cap_px / kDotRows); }
double unit_x(const TextStyle& style) { return style.cap_px / kVectorCap * style.width_percent / 100; }
double thickness_px(const TextStyle& style) { return std::max(1.0, style.cap_px * (style.bold ? 0.19 : 0.115)); }

double advance(const TextStyle& style, char character) {
  const double width = character == ' ' ? kWordGap - kLetterGap / 2 : vector_glyph(character).width;
  return (width + kLetterGap + (style.bold ? 0.8 : 0)) * unit_x(style);
}

void write_strokes(Canvas& canvas, int x, int y, const TextStyle& style, std::string_view text, Colour colour) {
  const double across = unit_x(style);
  const double thickness = thickness_px(style);
  // Strokes lie inside the cap height.
  const double down = (style.cap_px - thickness) / kVectorCap;
  double pen = x + thickness / 2;
  for (const char character : text) {
    for (const VectorGlyph::Piece& piece : vector_glyph(character).pieces) {
      canvas.line(pen + piece.from_x * across, y + thickness / 2 + piece.from_y * down, pen + piece.to_x * across,
                  y + thickness / 2 + piece.to_y * down, thickness, colour);
    }
    pen += advance(style, character);
  }
}

}  // namespace

std::string shown_text(const TextStyle& style, std::string_view text) {
  std::string shown(text);
  if (!style.dots) return shown;
  for (char& letter : shown) {
    if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    if (dot_rows(letter) == nullptr) letter = ' ';
  }
  return shown;
}

int cap_height(const TextStyle& style) { return style.dots ? kDotRows * dot_scale(style) : style.cap_px; }

int text_width(const TextStyle& style, std::string_view text) {
  if (style.dots) return static_cast<int>(text.size()) * 6 * dot_scale(style);
  double width = 0;
  for (const char character : text) width += advance(style, character);
  return static_cast<int>(width) + 1;
}

void write_text(Canvas& canvas, int x, int y, const TextStyle& style, std::string_view text, Colour colour) {
  if (!style.dots) return write_strokes(canvas, x, y, style, text, colour);
  const int scale = dot_scale(style);
  for (const char character : text) {
    const std::uint8_t* rows = dot_rows(character);
    for (int row = 0; rows != nullptr && row < kDotRows; ++row) {
      for (int column = 0; column < 5; ++column) {
        if ((rows[row] >> (4 - column) & 1) != 0)
          canvas.fill({x + column * scale, y + row * scale, scale, scale}, colour);
      }
    }
    x += 6 * scale;
  }
}

}  // namespace phantom
