#pragma once

#include <optional>
#include <string>
#include <vector>

#include "plot/axes.h"

namespace plot {

struct Bar {
  std::string name = {};
  std::optional<double> value;  ///< empty: shown as "–"
  std::optional<Range> interval = {};
  std::string note = {};  ///< on a second line below the name: "9 subjects"
};

/// Horizontal bars from the lower end of the axis, each with its interval.
struct BarChart {
  std::string title = {};
  std::string description = {};
  std::string x_label = {};
  std::vector<Bar> bars = {};
  Range x = {0, 1};
  int decimals = 2;                 ///< of the values as text
  std::optional<double> mark = {};  ///< a vertical line at this value, such as chance level
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
  std::vector<double> values = {};  ///< values outside `x` count in the first or last bin; NaN is ignored
  Range x = {0, 1};
  int bins = 20;
  std::optional<double> mark = {};  ///< a vertical line at this value, such as the observed one
  std::string mark_name = {};
};

/// An SVG element.
std::string histogram(const Histogram& chart);

}  // namespace plot
