#include "curate/label/agreement_measures.h"

#include <numeric>
#include <utility>

namespace curate {
namespace {

using Matrix = std::vector<std::vector<double>>;

// How often values of two categories were given to one clip: each clip's pairs of values, divided by the number of its
// values less one.
Matrix coincidences(const std::vector<std::vector<std::size_t>>& units, std::size_t categories) {
  Matrix pairs(categories, std::vector<double>(categories));
  for (const std::vector<std::size_t>& values : units) {
    for (std::size_t i = 0; i < values.size(); ++i) {
      for (std::size_t j = 0; j < values.size(); ++j) {
        if (i != j) pairs[values[i]][values[j]] += 1.0 / static_cast<double>(values.size() - 1);
      }
    }
  }
  return pairs;
}

std::vector<double> row_sums(const Matrix& matrix) {
  std::vector<double> sums;
  for (const std::vector<double>& row : matrix) sums.push_back(std::accumulate(row.begin(), row.end(), 0.0));
  return sums;
}

// Squared number of values between two categories, each of the two counted half.
Distance ordinal_distance(std::vector<double> totals) {
  return [totals = std::move(totals)](std::size_t from, std::size_t to) {
    if (from == to) return 0.0;
    if (from > to) std::swap(from, to);
    double between = -(totals[from] + totals[to]) / 2;
    for (std::size_t i = from; i <= to; ++i) between += totals[i];
    return between * between;
  };
}

// 1 - observed / expected distance; `counts` have the sums `rows` and `columns`, and pairs by chance are `chances` in
// all.
std::optional<double> beyond_chance(const Matrix& counts, const std::vector<double>& rows,
                                    const std::vector<double>& columns, double chances, const Distance& distance) {
  double observed = 0;
  double expected = 0;
  for (std::size_t i = 0; i < counts.size(); ++i) {
    for (std::size_t j = 0; j < counts.size(); ++j) {
      observed += distance(i, j) * counts[i][j];
      expected += distance(i, j) * rows[i] * columns[j];
    }
  }
  if (expected <= 0) return std::nullopt;
  return 1 - chances * observed / expected;
}

}  // namespace

Distance nominal_distance() {
  return [](std::size_t a, std::size_t b) { return a == b ? 0.0 : 1.0; };
}

Distance squared_distance() {
  return [](std::size_t a, std::size_t b) {
    const double difference = static_cast<double>(a) - static_cast<double>(b);
    return difference * difference;
  };
}

std::optional<double> cohens_kappa(const std::vector<std::vector<double>>& counts, const Distance& distance) {
  const std::vector<double> first = row_sums(counts);
  std::vector<double> second(counts.size());
  for (const std::vector<double>& row : counts) {
    for (std::size_t j = 0; j < row.size(); ++j) second[j] += row[j];
  }
  const double all = std::accumulate(first.begin(), first.end(), 0.0);
  return beyond_chance(counts, first, second, all, distance);
}

std::optional<double> krippendorffs_alpha(const std::vector<std::vector<std::size_t>>& units, std::size_t categories,
                                          Level level) {
  const Matrix pairs = coincidences(units, categories);
  const std::vector<double> totals = row_sums(pairs);
  const double all = std::accumulate(totals.begin(), totals.end(), 0.0);
  const Distance distance = level == Level::Ordinal ? ordinal_distance(totals) : nominal_distance();
  return beyond_chance(pairs, totals, totals, all - 1, distance);
}

}  // namespace curate
