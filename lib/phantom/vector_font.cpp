#include "phantom/vector_font.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace phantom {
namespace {

/// Strokes separated by '|'. A point is two hexadecimal digits, x and y; after '~' it bends the curve without being on
/// it, as in TrueType outlines (quadratic; halfway between two such points is a point on the curve). '@': closed.
struct StrokeCode {
  char character;
  std::string_view strokes;
};

constexpr std::array<StrokeCode, 77> kStrokes = {{
    {'A', "0c408c|1979"},
    {'B', "0c0040~70~764606|46~86~8c4c0c"},
    {'C', "83~7040~0006~0c4c~7c89"},
    {'D', "0c0030~8086~8c3c0c"},
    {'E', "70000c7c|0666"},
    {'F', "70000c|0666"},
    {'G', "83~7040~0006~0c4c~8c8757"},
    {'H', "000c|808c|0686"},
    {'I', "000c"},
    {'J', "6068~6c3c~0c09"},
    {'K', "000c|7008|358c"},
    {'L', "000c7c"},
    {'M', "0c0049909c"},
    {'N', "0c008c80"},
    {'O', "@~00~80~8c~0c"},
    {'P', "0c0040~80~874707"},
    {'Q', "@~00~80~8c~0c|598d"},
    {'R', "0c0040~80~864606|467c"},
    {'S', "73~7040~0003~0646~8689~8c4c~0c09"},
    {'T', "0080|404c"},
    {'U', "0007~0c4c~8c8780"},
    {'V', "004c80"},
    {'W', "003c527ca0"},
    {'X', "008c|800c"},
    {'Y', "004680|464c"},
    {'Z', "00800c8c"},
    {'0', "@~00~70~7c~0c"},
    {'1', "13404c"},
    {'2', "03~0040~7073~75570c7c"},
    {'3', "02~1030~7073~7636|36~7679~7c3c~1c0a"},
    {'4', "5c500878"},
    {'5', "701006~2444~7478~7c3c~0c0a"},
    {'6', "60~1108|@~05~75~7c~0c"},
    {'7', "00702c"},
    {'8', "@~10~60~66~16|@~06~76~7c~0c"},
    {'9', "1c~6b74|@~07~77~70~00"},
    {'a', "05~1434~64676c|6838~080a~0c2c~6c69"},
    {'b', "000c|@~04~64~6c~0c"},
    {'c', "65~5434~0408~0c3c~5c6b"},
    {'d', "606c|@~04~64~6c~0c"},
    {'e', "0868~6434~0408~0c3c~5c6b"},
    {'f', "50~20232c|0444"},
    {'g', "@~04~64~6c~0c|646c~6f3f~1f0e"},
    {'h', "000c|08~0434~64686c"},
    {'i', "040c|0101"},
    {'j', "242c~2f0f|2121"},
    {'k', "000c|6409|276c"},
    {'l', "000c"},
    {'m', "040c|07~0434~54575c|57~5484~a4a7ac"},
    {'n', "040c|08~0434~64686c"},
    {'o', "@~04~64~6c~0c"},
    {'p', "040f|@~04~64~6c~0c"},
    {'q', "646f|@~04~64~6c~0c"},
    {'r', "040c|08~0444"},
    {'s', "65~5434~0406~0838~686a~6c3c~1c0b"},
    {'t', "2129~2c4c|0444"},
    {'u', "0408~0c3c~6c68|646c"},
    {'v', "043c64"},
    {'w', "042c456c84"},
    {'x', "046c|640c"},
    {'y', "043c|642f"},
    {'z', "04640c6c"},
    {'.', "0c1c|0b1b"},
    {',', "1c0e"},
    {':', "0515|0414|0c1c|0b1b"},
    {';', "1505|1c0e"},
    {'-', "0747"},
    {'/', "500d"},
    {'(', "20~0306~092c"},
    {')', "00~2326~290c"},
    {'%', "@~00~30~35~05|@~57~87~8c~5c|701c"},
    {'^', "043064"},
    {'_', "0d7d"},
    {'+', "0868|353b"},
    {'=', "0666|0a6a"},
    {'\'', "0003"},
    {'*', "1357|5317|3238"},
}};

struct OutlinePoint {
  double x = 0;
  double y = 0;
  bool on_curve = true;
};

int digit(char text) { return text <= '9' ? text - '0' : text - 'a' + 10; }

OutlinePoint middle(const OutlinePoint& a, const OutlinePoint& b) { return {(a.x + b.x) / 2, (a.y + b.y) / 2, true}; }

std::vector<OutlinePoint> read_points(std::string_view stroke) {
  const bool closed = stroke.starts_with('@');
  if (closed) stroke.remove_prefix(1);
  std::vector<OutlinePoint> written;
  for (std::size_t i = 0; i + 1 < stroke.size(); i += 2) {
    const bool off = stroke[i] == '~';
    if (off) ++i;
    written.push_back({static_cast<double>(digit(stroke[i])), static_cast<double>(digit(stroke[i + 1])), !off});
  }
  // All points of a closed stroke are off the curve.
  if (closed) written.push_back(written.front());
  std::vector<OutlinePoint> points;
  for (std::size_t i = 0; i < written.size(); ++i) {
    if (i > 0 && !written[i].on_curve && !written[i - 1].on_curve) points.push_back(middle(written[i - 1], written[i]));
    points.push_back(written[i]);
  }
  if (closed) {
    points.erase(points.begin());
    points.push_back(points.front());
  }
  return points;
}

void add_curve(VectorGlyph& glyph, const OutlinePoint& from, const OutlinePoint& bend, const OutlinePoint& to) {
  constexpr int kSteps = 5;
  OutlinePoint last = from;
  for (int i = 1; i <= kSteps; ++i) {
    const double t = static_cast<double>(i) / kSteps;
    const double a = (1 - t) * (1 - t);
    const double b = 2 * t * (1 - t);
    const OutlinePoint next = {a * from.x + b * bend.x + t * t * to.x, a * from.y + b * bend.y + t * t * to.y, true};
    glyph.pieces.push_back({last.x, last.y, next.x, next.y});
    last = next;
  }
}

void add_stroke(VectorGlyph& glyph, std::string_view stroke) {
  const std::vector<OutlinePoint> points = read_points(stroke);
  for (std::size_t i = 1; i < points.size(); ++i) {
    if (points[i].on_curve) {
      glyph.pieces.push_back({points[i - 1].x, points[i - 1].y, points[i].x, points[i].y});
    } else if (i + 1 < points.size()) {
      add_curve(glyph, points[i - 1], points[i], points[i + 1]);
      ++i;
    }
  }
  for (const OutlinePoint& point : points) glyph.width = std::max(glyph.width, point.x);
}

VectorGlyph read_glyph(std::string_view strokes) {
  VectorGlyph glyph;
  while (!strokes.empty()) {
    const std::size_t end = std::min(strokes.find('|'), strokes.size());
    add_stroke(glyph, strokes.substr(0, end));
    strokes.remove_prefix(std::min(end + 1, strokes.size()));
  }
  return glyph;
}

std::array<VectorGlyph, 128> read_font() {
  std::array<VectorGlyph, 128> font;
  for (VectorGlyph& glyph : font) glyph.width = 3;
  for (const StrokeCode& code : kStrokes) font[static_cast<std::size_t>(code.character)] = read_glyph(code.strokes);
  return font;
}

}  // namespace

const VectorGlyph& vector_glyph(char character) {
  static const std::array<VectorGlyph, 128> kVectorFont = read_font();
  const auto code = static_cast<unsigned char>(character);
  return kVectorFont[code < kVectorFont.size() ? code : std::size_t{' '}];
}

}  // namespace phantom
