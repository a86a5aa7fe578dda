#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/axes.h"

namespace plot {

struct LinePoint {
  double x = 0;
  double y = 0;
  std::optional<Range> band = {};  ///< an interval around y
};

struct Line {
  std::string name = {};
  std::vector<LinePoint> points = {};  ///< in the order that they are joined; those that are not finite are left out
};

/// Lines, with bands where there are intervals: learning curves, ROC curves.
struct LineChart {
  std::string title = {};
  std::string description = {};  ///< what is to be seen, for who does not see it
  std::string x_label = {};
  std::string y_label = {};
  std::vector<Line> lines = {};
  std::optional<Range> x = {};  ///< round ends around the points where it is not given
  std::optional<Range> y = {};
  bool diagonal = false;  ///< from corner to corner, dashed: what chance does
  bool markers = false;   ///< a dot at each point
};

/// An SVG element.
std::string line_chart(const LineChart& chart);

}  // namespace plot
