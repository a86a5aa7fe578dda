#pragma once

#include <span>
#include <vector>

namespace evaluation {

inline constexpr double kLeastTemperature = 0.05;
inline constexpr double kMaxTemperature = 20;

/// The temperature that makes softmax(logits / T) lose least (Guo et al. 2017): where the weighted log loss has its
/// minimum, within the bounds above. The loss is convex in 1/T, so this is found by bisection of its slope, the same
/// on every run.
///
/// `logits` [rows × classes], `labels` and `weights` [rows], weights not negative. 1 where there is nothing to fit: no
/// row with weight. Throws InvalidInput where sizes do not fit or a number is not finite.
double fit_temperature(std::span<const double> logits, std::span<const int> labels, std::span<const double> weights);

/// softmax(logits / temperature), logits [classes].
std::vector<double> softmax(std::span<const double> logits, double temperature = 1);

}  // namespace evaluation
