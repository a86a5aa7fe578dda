#include "evaluation/sufficient_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace evaluation {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double ratio(double part, double whole) { return whole > 0 ? part / whole : kUndefined; }

/// Bins are open below and closed above, as in Guo et al.; 0 is in the first.
std::size_t bin_of(double confidence) {
  const double place = std::ceil(confidence * static_cast<double>(kBins)) - 1;
  return static_cast<std::size_t>(std::clamp(place, 0.0, static_cast<double>(kBins - 1)));
}

double squared_distance(int label, std::span<const double> probabilities) {
  double sum = 0;
  for (std::size_t c = 0; c < probabilities.size(); ++c) {
    const double distance = probabilities[c] - (static_cast<int>(c) == label ? 1 : 0);
    sum += distance * distance;
  }
  return sum;
}

void set_overall(PerMeasure<double>& values, const SufficientStatistics& statistics) {
  double rows = 0;
  double right = 0;
  double gap = 0;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    rows += statistics.rows_in(bin);
    right += statistics.right_in(bin);
    gap += std::abs(statistics.confidence_in(bin) - statistics.right_in(bin));
  }
  values.at(Measure::Accuracy) = ratio(right, rows);
  values.at(Measure::Ece) = ratio(gap, rows);
  values.at(Measure::Brier) = ratio(statistics.brier(), rows);
  values.at(Measure::LogLoss) = ratio(statistics.log_loss(), rows);
}

/// 1 minus the mean squared distance between label and decision, divided by its value under chance.
double quadratic_kappa(const SufficientStatistics& statistics, const std::vector<int>& ranks) {
  if (ranks.empty()) return kUndefined;
  std::vector<double> labels(statistics.classes);
  std::vector<double> decisions(statistics.classes);
  double rows = 0;
  for (std::size_t i = 0; i < statistics.classes; ++i) {
    for (std::size_t j = 0; j < statistics.classes; ++j) {
      labels[i] += statistics.confusion(i, j);
      decisions[j] += statistics.confusion(i, j);
      rows += statistics.confusion(i, j);
    }
  }
  double seen = 0;
  double expected = 0;
  for (std::size_t i = 0; i < statistics.classes; ++i) {
    for (std::size_t j = 0; j < statistics.classes; ++j) {
      const double distance = ranks[i] - ranks[j];
      seen += distance * distance * statistics.confusion(i, j);
      expected += distance * distance * labels[i] * decisions[j];
    }
  }
  return 1 - ratio(seen * rows, expected);
}

void set_class(PerMeasure<double>& values, const SufficientStatistics& statistics, std::size_t c) {
  double of_label = 0;
  double decided = 0;
  double rows = 0;
  for (std::size_t i = 0; i < statistics.classes; ++i) {
    of_label += statistics.confusion(c, i);
    decided += statistics.confusion(i, c);
    for (std::size_t j = 0; j < statistics.classes; ++j) rows += statistics.confusion(i, j);
  }
  const double right = statistics.confusion(c, c);
  const double others = rows - of_label;
  const int of_class = static_cast<int>(c);
  values.at(Measure::Sensitivity, of_class) = ratio(right, of_label);
  values.at(Measure::Specificity, of_class) = ratio(others - (decided - right), others);
  values.at(Measure::Ppv, of_class) = ratio(right, decided);
  values.at(Measure::F1, of_class) = ratio(2 * right, of_label + decided);
}

void set_means(PerMeasure<double>& values) {
  for (const Measure measure : kMeasures) {
    if (!is_per_class(measure)) continue;
    double sum = 0;
    for (int c = 0; c < values.classes(); ++c) sum += values.at(measure, c);
    values.at(measure, kMean) = sum / values.classes();
  }
}

}  // namespace

SufficientStatistics::SufficientStatistics(std::size_t classes_)
    : classes(classes_), sums(classes_ * classes_ + kBins * 3 + 2) {}

void SufficientStatistics::add(int label, int decided, std::span<const double> probabilities) {
  constexpr double kLeast = 1e-15;
  const double right = label == decided ? 1 : 0;
  const double confidence = probabilities[static_cast<std::size_t>(decided)];
  sums[static_cast<std::size_t>(label) * classes + static_cast<std::size_t>(decided)] += 1;
  const std::size_t bin = bins() + bin_of(confidence) * 3;
  sums[bin] += 1;
  sums[bin + 1] += confidence;
  sums[bin + 2] += right;
  sums[sums.size() - 2] += squared_distance(label, probabilities);
  sums[sums.size() - 1] -= std::log(std::clamp(probabilities[static_cast<std::size_t>(label)], kLeast, 1.0));
}

void SufficientStatistics::add(std::span<const double> other, double weight) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * other[i];
}

std::optional<double> defined(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

WeightedMeasures::WeightedMeasures(const PredictionTable& rows, std::size_t subjects, std::vector<int> ranks)
    : classes_(rows.classes), ranks_(std::move(ranks)), statistics_(subjects, SufficientStatistics(rows.classes)) {
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    statistics_[rows.subjects[i]].add(rows.labels[i], rows.decisions[i], rows.row(i));
  }
  for (std::size_t c = 0; c < classes_; ++c) {
    std::vector<double> scores;
    std::vector<bool> positives;
    for (std::size_t i = 0; i < rows.rows(); ++i) {
      scores.push_back(rows.row(i)[c]);
      positives.push_back(rows.labels[i] == static_cast<int>(c));
    }
    ranked_.emplace_back(scores, positives, rows.subjects);
  }
}

SufficientStatistics WeightedMeasures::statistics(std::span<const int> weights) const {
  SufficientStatistics sum(classes_);
  for (std::size_t s = 0; s < statistics_.size(); ++s) {
    if (weights[s] > 0) sum.add(statistics_[s].sums, weights[s]);
  }
  return sum;
}

PerMeasure<double> WeightedMeasures::values(std::span<const int> weights) const {
  const SufficientStatistics sum = statistics(weights);
  PerMeasure<double> values(static_cast<int>(classes_));
  set_overall(values, sum);
  values.at(Measure::QuadraticKappa) = quadratic_kappa(sum, ranks_);
  for (std::size_t c = 0; c < classes_; ++c) {
    set_class(values, sum, c);
    values.at(Measure::Auroc, static_cast<int>(c)) = ranked_[c].auroc(weights);
  }
  set_means(values);
  return values;
}

}  // namespace evaluation
