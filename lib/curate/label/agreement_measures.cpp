#include "curate/label/agreement_measures.h"

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
  for (const std::vector<double>& row : matrix) {
    double sum = 0;
    for (const double value : row) sum += value;
    sums.push_back(sum);
  }
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
  const std::size_t categories = counts.size();
  const std::vector<double> first = row_sums(counts);
  std::vector<double> second(categories);
  double all = 0;
  for (std::size_t i = 0; i < categories; ++i) {
    for (std::size_t j = 0; j < categories; ++j) second[j] += counts[i][j];
    all += first[i];
  }
  double observed = 0;
  double expected = 0;
  for (std::size_t i = 0; i < categories; ++i) {
    for (std::size_t j = 0; j < categories; ++j) {
      observed += distance(i, j) * counts[i][j];
      expected += distance(i, j) * first[i] * second[j];
    }
  }
  if (expected <= 0) return std::nullopt;
  return 1 - observed * all / expected;
}

std::optional<double> krippendorffs_alpha(const std::vector<std::vector<std::size_t>>& units, std::size_t categories,
                                          Level level) {
  const Matrix pairs = coincidences(units, categories);
  const std::vector<double> totals = row_sums(pairs);
  double all = 0;
  for (const double total : totals) all += total;
  const Distance distance = level == Level::Ordinal ? ordinal_distance(totals) : nominal_distance();
  double observed = 0;
  double expected = 0;
  for (std::size_t i = 0; i < categories; ++i) {
    for (std::size_t j = 0; j < categories; ++j) {
      observed += distance(i, j) * pairs[i][j];
      expected += distance(i, j) * totals[i] * totals[j];
    }
  }
  if (expected <= 0) return std::nullopt;
  return 1 - (all - 1) * observed / expected;
}

}  // namespace curate
