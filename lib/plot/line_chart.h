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
  std::vector<LinePoint> points = {};  ///< in drawing order; points that are not finite are left out
};

/// Lines, with bands for intervals: learning curves, ROC curves.
struct LineChart {
  std::string title = {};
  std::string description = {};  ///< text alternative for screen readers
  std::string x_label = {};
  std::string y_label = {};
  std::vector<Line> lines = {};
  std::optional<Range> x = {};  ///< empty: round ends around the points
  std::optional<Range> y = {};
  bool diagonal = false;  ///< a dashed line from corner to corner: chance level
  bool markers = false;   ///< a dot at each point
};

/// An SVG element.
std::string line_chart(const LineChart& chart);

}  // namespace plot
