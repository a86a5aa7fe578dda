#pragma once

#include <string>
#include <vector>

namespace plot {

/// A table of counts: given classes down, decided ones across. Each cell shows its count and its share of the row; the
/// share is also its colour.
struct HeatMap {
  std::string title = {};
  std::string description = {};
  std::string row_label = {};     ///< "label"
  std::string column_label = {};  ///< "predicted"
  std::vector<std::string> names = {};
  std::vector<std::vector<double>> counts = {};  ///< [names × names]; shown without decimals where they are whole
};

/// An SVG element.
std::string heat_map(const HeatMap& chart);

}  // namespace plot
