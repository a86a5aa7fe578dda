#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "model/picture.h"
#include "model/region.h"
#include "model/sector.h"
#include "phantom/drawing.h"

namespace phantom {

/// The area of the ultrasound in a picture, in pixels: a fan (convex probe) or a rectangle (linear probe). A pixel
/// belongs to it if its centre does.
struct Sector {
  enum class Kind { Convex, Linear };
  Kind kind = Kind::Linear;
  double apex_x = 0;  ///< where the edges of the fan meet, usually above the picture
  double apex_y = 0;
  double inner_px = 0;  ///< radii of the two arcs
  double outer_px = 0;
  double half_angle_rad = 0;
  model::Region bounds;  ///< the smallest region that contains it; the rectangle itself if linear

  /// A place in the scan, as fractions: 0 is the leftmost line or the probe's face, 1 the rightmost line or the bottom.
  struct Place {
    double line = 0;
    double depth = 0;
  };
  std::optional<Place> locate(int x, int y) const;
  /// The pixel position of a place; the inverse of `locate`.
  std::pair<double, double> position(const Place& place) const;
  /// Length of a scan line in pixels.
  double depth_px() const;
  /// Width of the sector, along the arc, at a depth in [0, 1].
  double width_px(double depth) const;
};

/// The largest fan with this opening angle, centred in a box. `inner_share`: inner radius divided by outer radius.
Sector fit_convex(const model::Region& box, double half_angle_rad, double inner_share);
Sector fit_linear(const model::Region& box);

/// The place of a pixel in a sector of any kind; none if it is outside or not visible. Lines of a fan are evenly spaced
/// in angle, those of other kinds at their top and at their bottom.
std::optional<Sector::Place> locate(const model::Sector& sector, int x, int y);
/// The pixel position of a place; the inverse of `locate`.
std::pair<double, double> position(const model::Sector& sector, const Sector::Place& place);

/// Converts scan lines to pixels with linear interpolation, the last step of a scanner.
class ScanConverter {
 public:
  ScanConverter(const Sector& sector, int picture_width, int picture_height, int lines, int samples);
  ScanConverter(const model::Sector& sector, int picture_width, int picture_height, int lines, int samples);
  int lines() const { return lines_; }
  int samples() const { return samples_; }
  /// `scan`: line after line, each with `samples` levels from the probe down. Writes only the sector's pixels, all
  /// channels.
  void draw(const std::vector<std::uint8_t>& scan, model::Picture& picture) const;
  /// The same in an RGB picture, in the colour of each of 256 levels unless `colours` is empty.
  void draw(const std::vector<std::uint8_t>& scan, model::Picture& picture, const std::vector<Colour>& colours) const;

 private:
  struct Tap {
    std::uint16_t x;
    std::uint16_t y;
    std::uint32_t cell;
    std::uint8_t line_weight;  ///< of the next line, in 1/256
    std::uint8_t sample_weight;
  };
  std::uint8_t level_at(const std::vector<std::uint8_t>& scan, const Tap& tap) const;
  void add_tap(int x, int y, const Sector::Place& place);

  int lines_;
  int samples_;
  std::vector<Tap> taps_;
};

}  // namespace phantom
