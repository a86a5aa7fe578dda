#pragma once

#include <array>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "model/region.h"

namespace model {

/// A place in a picture, in 1/16 pixel from the picture's top left corner: whole numbers, so that every machine decides
/// alike which pixels are inside. The centre of the first pixel is (8, 8).
struct Point {
  int x = 0;
  int y = 0;
  bool operator==(const Point&) const = default;
};
inline constexpr int kPointsPerPixel = 16;

/// The scanned area of a picture: where a scanner draws echoes, also where they are dark or covered by overlays.
struct Sector {
  enum class Kind {
    Whole,      ///< no edge is visible: the whole picture
    Convex,     ///< a fan between two arcs
    Phased,     ///< a fan from a point, or nearly
    Linear,     ///< a rectangle
    Trapezoid,  ///< sides that diverge, straight top and bottom
    Steered     ///< a parallelogram
  };
  Kind kind = Kind::Whole;
  /// Top left, top right, bottom right, bottom left; of a fan: where side lines meet arcs. Unused if Whole.
  std::array<Point, 4> corners{};
  /// Of fans: where the side lines meet, often above the picture.
  Point apex{};
  /// Of fans: radii of the arcs around the apex, in 1/16 pixel.
  int inner = 0;
  int outer = 0;
  /// What the picture, the screen or an earlier crop leaves of it, in pixels.
  Region visible{};

  bool operator==(const Sector&) const = default;
  bool is_fan() const { return kind == Kind::Convex || kind == Kind::Phased; }
  /// Whether the centre of this pixel is inside the shape and visible.
  bool contains(int x, int y) const;
  /// The smallest region with all its pixels; an empty one if it has none.
  Region bounds() const;
  /// The same sector in a picture that was cropped to `region`.
  Sector cropped(const Region& region) const;
  /// Of a fan: directions of the left and the right side line, in degrees from straight down; left is negative.
  std::array<double, 2> side_angles_deg() const;
};

/// Makes a fan from positions and radii in pixels. Slopes are those of the left and the right side line: pixels to the
/// right per pixel down, so the left one's is negative. A fan whose inner radius is below 1/20 of the outer is Phased.
Sector make_fan(std::array<double, 2> apex, std::array<double, 2> radii, std::array<double, 2> slopes,
                const Region& visible);

/// "whole", "convex", "phased", "linear", "trapezoid", "steered".
std::string_view to_string(Sector::Kind kind);
std::optional<Sector::Kind> sector_kind_from(std::string_view text);

/// {"kind": "convex", "corners": [x, y, x, y, x, y, x, y], "apex": [x, y], "radii": [inner, outer], "visible": [x, y,
/// width, height]}: `visible` in pixels, the others in 1/16 pixel.
nlohmann::json sector_json(const Sector& sector);
/// The same as text, with sorted keys.
std::string to_json(const Sector& sector);
/// Throws InvalidInput for anything that is not a possible sector: coordinates beyond 2^20 (65,536 pixels), an inner
/// radius beyond the outer, corners in another order.
Sector sector_from(const nlohmann::json& value);

}  // namespace model
