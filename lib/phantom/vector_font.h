#pragma once

#include <vector>

namespace phantom {

/// A character of a sans-serif font made of strokes, as a device's own font: 12 units from the cap line (y = 0) to the
/// base line (y = 12), descenders to 15; strokes run from x = 0 to `width` and have no thickness of their own.
struct VectorGlyph {
  struct Piece {
    double from_x = 0;
    double from_y = 0;
    double to_x = 0;
    double to_y = 0;
  };
  double width = 0;
  std::vector<Piece> pieces;
};
inline constexpr double kVectorCap = 12;
inline constexpr double kVectorDescent = 15;

/// Letters, digits, space and . , : ; - / ( ) % ^ _ + = ' * ; other characters are blank.
const VectorGlyph& vector_glyph(char character);

}  // namespace phantom
