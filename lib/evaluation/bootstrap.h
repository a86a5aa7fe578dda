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

/// Bootstrap draws of whole subjects (Efron 1979; of clusters: Field and Welsh 2007): how often each is in the draw.
/// The standard's distributions differ between libraries, so the numbers come from the bare generator.
class SubjectDraws {
 public:
  SubjectDraws(std::size_t subjects, std::uint64_t seed) : generator_(seed), counts_(subjects) {}

  /// As many subjects as there are, with replacement. Holds until the next call.
  std::span<const int> next();

 private:
  std::mt19937_64 generator_;
  std::vector<int> counts_;
};

/// The middle `share` of the values, between order statistics as Hyndman and Fan's type 7 (1996) has it. NaN values are
/// draws in which the figure is undefined: they are left out, and nothing comes of it where they are half or more.
std::optional<Interval> percentile_interval(std::vector<double> values, double share = 0.95);

}  // namespace evaluation
