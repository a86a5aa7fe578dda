#pragma once

#include <string>
#include <vector>

#include "plot/svg.h"

namespace plot {

/// At most `most` round numbers (1, 2 or 5 times a power of ten apart) within `low` to `high` (Heckbert, "Nice numbers
/// for graph labels", Graphics Gems, 1990). One if both are equal.
std::vector<double> ticks(double low, double high, int most = 6);

/// A tick as text, with as many decimals as the distance between ticks needs.
std::string tick_label(double tick, double distance);

struct Range {
  double low = 0;
  double high = 1;
};

/// The smallest range with round ends that contains all values; NaN and infinity are ignored. 0 to 1 without values.
Range round_range(const std::vector<double>& values);

/// The frame of a chart, which maps numbers to positions.
class Axes {
 public:
  /// `corner` and `far_corner` are the upper left and lower right of the plot area, in px.
  Axes(Place corner, Place far_corner, Range x, Range y) : corner_(corner), far_(far_corner), x_(x), y_(y) {}

  double x(double value) const;
  double y(double value) const;
  Place at(double x_value, double y_value) const { return {x(x_value), y(y_value)}; }
  Place corner() const { return corner_; }
  Place far_corner() const { return far_; }

  /// Draws grid lines, numbers and names of both axes.
  void draw(Svg& svg, const std::string& x_label, const std::string& y_label, bool numbers_below = true) const;

 private:
  Place corner_;
  Place far_;
  Range x_;
  Range y_;
};

/// A legend below a chart, on as many lines as needed. Returns its height in px; without `svg` it only measures.
struct LegendEntry {
  std::string name;
  std::string_view colour;
  std::string_view dash;
};
double legend(Svg* svg, Place corner, double width, const std::vector<LegendEntry>& entries);

}  // namespace plot
