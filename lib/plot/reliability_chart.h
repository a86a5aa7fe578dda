#pragma once

#include <string>
#include <vector>

namespace plot {

struct ReliabilityPoint {
  double confidence = 0;  ///< mean of what the model said in this bin
  double accuracy = 0;    ///< how often it was right
  double rows = 0;        ///< how many; nothing is drawn of bins without
};

/// How often a model is right against how sure it says it is, above a histogram of how sure it says it is (DeGroot and
/// Fienberg 1983). On the diagonal it is as right as it says.
struct ReliabilityChart {
  std::string title = {};
  std::string description = {};
  std::vector<ReliabilityPoint> bins = {};
};

/// An SVG element.
std::string reliability_chart(const ReliabilityChart& chart);

}  // namespace plot
