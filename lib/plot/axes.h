#pragma once

#include <string>
#include <vector>

#include "plot/svg.h"

namespace plot {

/// Round numbers (1, 2 or 5 times a power of ten apart) from `low` to `high`, at most `most` of them and both ends
/// within (Heckbert, "Nice numbers for graph labels", Graphics Gems, 1990). One where both are equal.
std::vector<double> ticks(double low, double high, int most = 6);

/// With as many decimals as the distance between ticks needs.
std::string tick_label(double tick, double distance);

struct Range {
  double low = 0;
  double high = 1;
};

/// The smallest range with round ends that holds all values; NaN and infinite ones are left out. 0 to 1 of none.
Range round_range(const std::vector<double>& values);

/// The frame of a chart, and where numbers lie in it.
class Axes {
 public:
  /// `corner` and `far_corner` are the upper left and the lower right of the area within, px.
  Axes(Place corner, Place far_corner, Range x, Range y) : corner_(corner), far_(far_corner), x_(x), y_(y) {}

  double x(double value) const;
  double y(double value) const;
  Place at(double x_value, double y_value) const { return {x(x_value), y(y_value)}; }
  Place corner() const { return corner_; }
  Place far_corner() const { return far_; }

  /// Lines of the grid, numbers and names of both axes.
  void draw(Svg& svg, const std::string& x_label, const std::string& y_label, bool numbers_below = true) const;

 private:
  Place corner_;
  Place far_;
  Range x_;
  Range y_;
};

/// A row of samples and names below a chart, in as many lines as it takes. Returns the height that it takes, px; with
/// no `svg` it only measures.
struct LegendEntry {
  std::string name;
  std::string_view colour;
  std::string_view dash;
};
double legend(Svg* svg, Place corner, double width, const std::vector<LegendEntry>& entries);

}  // namespace plot
