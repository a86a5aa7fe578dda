#pragma once

#include <string>
#include <vector>

namespace plot {

/// A table of counts, such as a confusion matrix: given classes in rows, decided ones in columns. Each cell shows its
/// count and its share of the row, which is also its colour.
struct HeatMap {
  std::string title = {};
  std::string description = {};
  std::string row_label = {};     ///< "label"
  std::string column_label = {};  ///< "predicted"
  std::vector<std::string> names = {};
  std::vector<std::vector<double>> counts = {};  ///< [names × names]; integers are shown without decimals
};

/// An SVG element.
std::string heat_map(const HeatMap& chart);

}  // namespace plot
