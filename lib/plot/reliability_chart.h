#pragma once

#include <string>
#include <vector>

namespace plot {

struct ReliabilityPoint {
  double confidence = 0;  ///< mean of the model's confidence in this bin
  double accuracy = 0;    ///< share of correct rows
  double rows = 0;        ///< number of rows; empty bins are not drawn
};

/// A reliability diagram (DeGroot and Fienberg 1983): accuracy against confidence, above a histogram of confidence. A
/// calibrated model is on the diagonal.
struct ReliabilityChart {
  std::string title = {};
  std::string description = {};
  std::vector<ReliabilityPoint> bins = {};
};

/// An SVG element.
std::string reliability_chart(const ReliabilityChart& chart);

}  // namespace plot
