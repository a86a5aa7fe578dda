#include "evaluation/predictions.h"

#include <algorithm>

namespace evaluation {

std::span<const double> ClipPrediction::frame(std::size_t i) const {
  const std::size_t classes = frame_probabilities.size() / frames();
  return std::span(frame_probabilities).subspan(i * classes, classes);
}

std::vector<double> ClipPrediction::mean() const {
  std::vector<double> sum(frame_probabilities.size() / frames());
  for (std::size_t i = 0; i < frames(); ++i) {
    for (std::size_t c = 0; c < sum.size(); ++c) sum[c] += frame(i)[c];
  }
  for (double& value : sum) value /= static_cast<double>(frames());
  return sum;
}

std::vector<double> ClipPrediction::votes() const {
  std::vector<double> share(frame_probabilities.size() / frames());
  for (std::size_t i = 0; i < frames(); ++i) share[static_cast<std::size_t>(decision(frame(i)))] += 1;
  for (double& value : share) value /= static_cast<double>(frames());
  return share;
}

int decision(std::span<const double> probabilities) {
  return static_cast<int>(std::ranges::max_element(probabilities) - probabilities.begin());
}

}  // namespace evaluation
