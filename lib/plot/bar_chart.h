#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/axes.h"

namespace plot {

struct Bar {
  std::string name = {};
  std::optional<double> value;  ///< nothing: "–" stands in its place
  std::optional<Range> interval = {};
  std::string note = {};  ///< behind the name, in its second line: "9 subjects"
};

/// Horizontal bars from the lower end, each with its interval.
struct BarChart {
  std::string title = {};
  std::string description = {};
  std::string x_label = {};
  std::vector<Bar> bars = {};
  Range x = {0, 1};
  std::optional<double> mark = {};  ///< a vertical line at this value: what chance gives
  std::string mark_name = {};
};

/// An SVG element.
std::string bar_chart(const BarChart& chart);

/// Counts in bins of equal width.
struct Histogram {
  std::string title = {};
  std::string description = {};
  std::string x_label = {};
  std::string y_label = {};
  std::vector<double> values = {};  ///< those outside of `x` count in the first and last bin; NaN is left out
  Range x = {0, 1};
  int bins = 20;
  std::optional<double> mark = {};  ///< a vertical line at this value: the figure among those of chance
  std::string mark_name = {};
};

/// An SVG element.
std::string histogram(const Histogram& chart);

}  // namespace plot
