#include "phantom/drawing.h"

#include <algorithm>
#include <array>

#include "image/luma.h"

namespace phantom {
namespace {

struct Glyph {
  char character;
  std::array<std::uint8_t, 7> rows;  ///< five bits each, the leftmost dot is 16
};

constexpr std::array<Glyph, 47> kFont = {{
    {'0', {14, 17, 19, 21, 25, 17, 14}}, {'1', {4, 12, 4, 4, 4, 4, 14}},      {'2', {14, 17, 1, 6, 8, 16, 31}},
    {'3', {30, 1, 1, 14, 1, 1, 30}},     {'4', {2, 6, 10, 18, 31, 2, 2}},     {'5', {31, 16, 30, 1, 1, 17, 14}},
    {'6', {6, 8, 16, 30, 17, 17, 14}},   {'7', {31, 1, 2, 4, 8, 8, 8}},       {'8', {14, 17, 17, 14, 17, 17, 14}},
    {'9', {14, 17, 17, 15, 1, 2, 12}},   {'A', {14, 17, 17, 31, 17, 17, 17}}, {'B', {30, 17, 17, 30, 17, 17, 30}},
    {'C', {14, 17, 16, 16, 16, 17, 14}}, {'D', {30, 17, 17, 17, 17, 17, 30}}, {'E', {31, 16, 16, 30, 16, 16, 31}},
    {'F', {31, 16, 16, 30, 16, 16, 16}}, {'G', {14, 17, 16, 23, 17, 17, 15}}, {'H', {17, 17, 17, 31, 17, 17, 17}},
    {'I', {14, 4, 4, 4, 4, 4, 14}},      {'J', {7, 2, 2, 2, 2, 18, 12}},      {'K', {17, 18, 20, 24, 20, 18, 17}},
    {'L', {16, 16, 16, 16, 16, 16, 31}}, {'M', {17, 27, 21, 21, 17, 17, 17}}, {'N', {17, 25, 21, 19, 17, 17, 17}},
    {'O', {14, 17, 17, 17, 17, 17, 14}}, {'P', {30, 17, 17, 30, 16, 16, 16}}, {'Q', {14, 17, 17, 17, 21, 18, 13}},
    {'R', {30, 17, 17, 30, 20, 18, 17}}, {'S', {15, 16, 16, 14, 1, 1, 30}},   {'T', {31, 4, 4, 4, 4, 4, 4}},
    {'U', {17, 17, 17, 17, 17, 17, 14}}, {'V', {17, 17, 17, 17, 17, 10, 4}},  {'W', {17, 17, 17, 21, 21, 27, 17}},
    {'X', {17, 17, 10, 4, 10, 17, 17}},  {'Y', {17, 17, 10, 4, 4, 4, 4}},     {'Z', {31, 1, 2, 4, 8, 16, 31}},
    {'.', {0, 0, 0, 0, 0, 12, 12}},      {':', {0, 12, 12, 0, 12, 12, 0}},    {'-', {0, 0, 0, 31, 0, 0, 0}},
    {'/', {1, 1, 2, 4, 8, 16, 16}},      {',', {0, 0, 0, 0, 12, 4, 8}},       {'^', {4, 10, 17, 0, 0, 0, 0}},
    {'(', {2, 4, 8, 8, 8, 4, 2}},        {')', {8, 4, 2, 2, 2, 4, 8}},        {'%', {24, 25, 2, 4, 8, 19, 3}},
    {'+', {0, 4, 4, 31, 4, 4, 0}},       {'_', {0, 0, 0, 0, 0, 0, 31}},
}};

}  // namespace

void fill(model::Picture& picture, const model::Region& region, Colour colour) {
  const int left = std::max(0, region.x);
  const int right = std::min(picture.width, region.x + region.width);
  const int bottom = std::min(picture.height, region.y + region.height);
  const std::array<std::uint8_t, 3> rgb = {colour.red, colour.green, colour.blue};
  std::uint8_t grey = 0;
  image::rgb_to_luma(rgb.data(), {&grey, 1});
  for (int y = std::max(0, region.y); y < bottom; ++y) {
    std::uint8_t* pixel = picture.row(y) + static_cast<std::ptrdiff_t>(left) * picture.channels;
    for (int x = left; x < right; ++x, pixel += picture.channels) {
      if (picture.channels == 1) {
        *pixel = grey;
      } else {
        std::ranges::copy(rgb, pixel);
      }
    }
  }
}

const std::uint8_t* dot_rows(char character) {
  const auto* glyph = std::ranges::find(kFont, character, &Glyph::character);
  return glyph == kFont.end() ? nullptr : glyph->rows.data();
}

void draw_text(model::Picture& picture, int x, int y, int scale, std::string_view text, Colour colour) {
  for (const char character : text) {
    const std::uint8_t* rows = dot_rows(character);
    for (int row = 0; rows != nullptr && row < 7; ++row) {
      for (int column = 0; column < 5; ++column) {
        if ((rows[row] >> (4 - column) & 1) == 0) continue;
        fill(picture, {x + column * scale, y + row * scale, scale, scale}, colour);
      }
    }
    x += 6 * scale;
  }
}

}  // namespace phantom
