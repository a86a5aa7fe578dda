#include "evaluation/calibration.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"

namespace evaluation {
namespace {

struct Rows {
  std::span<const double> logits;
  std::span<const int> labels;
  std::span<const double> weights;

  std::size_t classes() const { return logits.size() / labels.size(); }
  std::span<const double> row(std::size_t i) const { return logits.subspan(i * classes(), classes()); }
};

void check(const Rows& rows) {
  const auto refuse = [](const std::string& why) {
    throw base::Error(base::Code::InvalidInput, "calibration: " + why);
  };
  if (rows.labels.size() != rows.weights.size()) refuse("the numbers of weights and labels differ");
  if (rows.labels.empty()) return;
  if (rows.logits.empty() || rows.logits.size() % rows.labels.size() != 0) refuse("logits are not labels × classes");
  for (std::size_t i = 0; i < rows.labels.size(); ++i) {
    if (rows.labels[i] < 0 || static_cast<std::size_t>(rows.labels[i]) >= rows.classes()) {
      refuse(fmt::format("label {} of row {} is not a class", rows.labels[i], i));
    }
    if (!(rows.weights[i] >= 0 && std::isfinite(rows.weights[i]))) {
      refuse(fmt::format("the weight of row {} is negative or not finite", i));
    }
    if (!std::ranges::all_of(rows.row(i), [](double z) { return std::isfinite(z); })) {
      refuse(fmt::format("a logit of row {} is not finite", i));
    }
  }
}

/// Derivative of the loss by the inverse temperature: the expected logit minus the label's logit.
double slope(const Rows& rows, double inverse) {
  double sum = 0;
  for (std::size_t i = 0; i < rows.labels.size(); ++i) {
    const std::span<const double> logits = rows.row(i);
    const std::vector<double> probabilities = softmax(logits, 1 / inverse);
    double expected = 0;
    for (std::size_t c = 0; c < logits.size(); ++c) expected += probabilities[c] * logits[c];
    sum += rows.weights[i] * (expected - logits[static_cast<std::size_t>(rows.labels[i])]);
  }
  return sum;
}

}  // namespace

double fit_temperature(std::span<const double> logits, std::span<const int> labels, std::span<const double> weights) {
  const Rows rows{logits, labels, weights};
  check(rows);
  if (std::ranges::all_of(weights, [](double weight) { return weight == 0; })) return 1;
  double low = std::log(kMinTemperature);
  double high = std::log(kMaxTemperature);
  constexpr int kHalvings = 50;
  for (int i = 0; i < kHalvings; ++i) {
    const double middle = (low + high) / 2;
    // If the loss grows with the inverse temperature, the temperature must rise.
    (slope(rows, std::exp(-middle)) > 0 ? low : high) = middle;
  }
  return std::exp((low + high) / 2);
}

std::vector<double> softmax(std::span<const double> logits, double temperature) {
  std::vector<double> probabilities(logits.size());
  if (logits.empty()) return probabilities;
  const double most = *std::ranges::max_element(logits);
  double sum = 0;
  for (std::size_t c = 0; c < logits.size(); ++c) {
    probabilities[c] = std::exp((logits[c] - most) / temperature);
    sum += probabilities[c];
  }
  for (double& p : probabilities) p /= sum;
  return probabilities;
}

}  // namespace evaluation
