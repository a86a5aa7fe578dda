#include "publish/report/association.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace publish {
namespace {

std::vector<double> row_sums(const std::vector<std::vector<double>>& counts) {
  std::vector<double> sums;
  sums.reserve(counts.size());
  for (const std::vector<double>& row : counts) sums.push_back(std::accumulate(row.begin(), row.end(), 0.0));
  return sums;
}

std::vector<double> column_sums(const std::vector<std::vector<double>>& counts) {
  std::vector<double> sums(counts.empty() ? 0 : counts.front().size());
  for (const std::vector<double>& row : counts) {
    for (std::size_t j = 0; j < row.size(); ++j) sums[j] += row[j];
  }
  return sums;
}

double positive(const std::vector<double>& sums) {
  return static_cast<double>(std::ranges::count_if(sums, [](double sum) { return sum > 0; }));
}

}  // namespace

std::optional<double> cramers_v(const std::vector<std::vector<double>>& counts) {
  const std::vector<double> rows = row_sums(counts);
  const std::vector<double> columns = column_sums(counts);
  const double n = std::accumulate(rows.begin(), rows.end(), 0.0);
  const double r = positive(rows);
  const double c = positive(columns);
  if (r < 2 || c < 2 || n <= 1) return std::nullopt;
  double squares = 0;  // of counts, each divided by the sums of its row and column: chi-square is n * (squares - 1)
  for (std::size_t i = 0; i < rows.size(); ++i) {
    for (std::size_t j = 0; j < columns.size(); ++j) {
      if (counts[i][j] > 0) squares += counts[i][j] * counts[i][j] / (rows[i] * columns[j]);
    }
  }
  const double phi = std::max(0.0, squares - 1 - (r - 1) * (c - 1) / (n - 1));
  const double least = std::min(r - (r - 1) * (r - 1) / (n - 1), c - (c - 1) * (c - 1) / (n - 1)) - 1;
  if (least <= 1e-9) return std::nullopt;
  return std::min(1.0, std::sqrt(phi / least));
}

}  // namespace publish
