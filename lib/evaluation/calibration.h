#pragma once

#include <span>
#include <vector>

namespace evaluation {

inline constexpr double kMinTemperature = 0.05;
inline constexpr double kMaxTemperature = 20;

/// Temperature scaling (Guo et al. 2017): the temperature T within the bounds above that minimises the weighted log
/// loss of softmax(logits / T). The loss is convex in 1/T; its minimum is found by bisection, deterministically.
///
/// `logits` [rows × classes], `labels` and `weights` [rows], weights not negative. Returns 1 if no row has weight.
/// Throws InvalidInput if the sizes do not match or a number is not finite.
double fit_temperature(std::span<const double> logits, std::span<const int> labels, std::span<const double> weights);

/// softmax(logits / temperature), logits [classes].
std::vector<double> softmax(std::span<const double> logits, double temperature = 1);

}  // namespace evaluation
