#include "evaluation/bootstrap.h"

#include <algorithm>
#include <cmath>

namespace evaluation {
namespace {

/// Uniform below `end`, by rejection: values above the largest multiple of `end` are drawn again.
std::size_t below(std::mt19937_64& generator, std::uint64_t end) {
  const std::uint64_t rest = (std::mt19937_64::max() % end + 1) % end;
  std::uint64_t value = generator();
  while (value > std::mt19937_64::max() - rest) value = generator();
  return value % end;
}

double quantile(const std::vector<double>& sorted, double at) {
  const double place = at * static_cast<double>(sorted.size() - 1);
  const auto under = static_cast<std::size_t>(place);
  const std::size_t over = std::min(under + 1, sorted.size() - 1);
  return sorted[under] + (place - static_cast<double>(under)) * (sorted[over] - sorted[under]);
}

}  // namespace

std::span<const int> SubjectDraws::next() {
  std::ranges::fill(counts_, 0);
  for (std::size_t i = 0; i < counts_.size(); ++i) ++counts_[below(generator_, counts_.size())];
  return counts_;
}

std::optional<Interval> percentile_interval(std::vector<double> values, double share) {
  const std::size_t all = values.size();
  std::erase_if(values, [](double value) { return std::isnan(value); });
  if (values.empty() || values.size() * 2 <= all) return std::nullopt;
  std::ranges::sort(values);
  return Interval{quantile(values, (1 - share) / 2), quantile(values, (1 + share) / 2)};
}

}  // namespace evaluation
