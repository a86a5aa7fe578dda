#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <random>
#include <span>
#include <vector>

namespace evaluation {

struct Interval {
  double low = 0;
  double high = 0;
  bool operator==(const Interval&) const = default;
};

/// Cluster bootstrap over subjects (Efron 1979; Field and Welsh 2007): how often each subject is in a draw. Uses the
/// generator directly, as the standard's distributions differ between libraries.
class SubjectDraws {
 public:
  SubjectDraws(std::size_t subjects, std::uint64_t seed) : generator_(seed), counts_(subjects) {}

  /// [subjects] counts of a draw with replacement. Valid until the next call.
  std::span<const int> next();

 private:
  std::mt19937_64 generator_;
  std::vector<int> counts_;
};

/// The middle `share` of the values; quantiles of type 7 in Hyndman and Fan (1996). NaN values, draws in which the
/// figure is undefined, are left out; nothing is returned if they are half or more.
std::optional<Interval> percentile_interval(std::vector<double> values, double share = 0.95);

}  // namespace evaluation
