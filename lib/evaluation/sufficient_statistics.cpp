#include "evaluation/sufficient_statistics.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace evaluation {
namespace {

constexpr double kUndefined = std::numeric_limits<double>::quiet_NaN();

double ratio(double part, double whole) { return whole > 0 ? part / whole : kUndefined; }

/// Bins are open below and closed above, as Guo et al. have them; 0 is in the first.
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

void set_overall(PerMeasure<double>& values, const Tally& tally) {
  double rows = 0;
  double right = 0;
  double gap = 0;
  for (std::size_t bin = 0; bin < kBins; ++bin) {
    rows += tally.rows_in(bin);
    right += tally.right_in(bin);
    gap += std::abs(tally.confidence_in(bin) - tally.right_in(bin));
  }
  values.at(Measure::Accuracy) = ratio(right, rows);
  values.at(Measure::Ece) = ratio(gap, rows);
  values.at(Measure::Brier) = ratio(tally.brier(), rows);
  values.at(Measure::LogLoss) = ratio(tally.log_loss(), rows);
}

void set_class(PerMeasure<double>& values, const Tally& tally, std::size_t c) {
  double of_label = 0;
  double decided = 0;
  double rows = 0;
  for (std::size_t i = 0; i < tally.classes; ++i) {
    of_label += tally.confusion(c, i);
    decided += tally.confusion(i, c);
    for (std::size_t j = 0; j < tally.classes; ++j) rows += tally.confusion(i, j);
  }
  const double right = tally.confusion(c, c);
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

Tally::Tally(std::size_t classes_) : classes(classes_), sums(classes_ * classes_ + kBins * 3 + 2) {}

void Tally::add(int label, int decided, std::span<const double> probabilities) {
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

void Tally::add(std::span<const double> other, double weight) {
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += weight * other[i];
}

std::optional<double> defined(double value) { return std::isnan(value) ? std::nullopt : std::optional(value); }

WeightedMeasures::WeightedMeasures(const Scored& rows, std::size_t subjects)
    : classes_(rows.classes), tallies_(subjects, Tally(rows.classes)) {
  for (std::size_t i = 0; i < rows.rows(); ++i) {
    tallies_[rows.subjects[i]].add(rows.labels[i], rows.decisions[i], rows.row(i));
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

Tally WeightedMeasures::tally(std::span<const int> weights) const {
  Tally sum(classes_);
  for (std::size_t s = 0; s < tallies_.size(); ++s) {
    if (weights[s] > 0) sum.add(tallies_[s].sums, weights[s]);
  }
  return sum;
}

PerMeasure<double> WeightedMeasures::values(std::span<const int> weights) const {
  const Tally sum = tally(weights);
  PerMeasure<double> values(static_cast<int>(classes_));
  set_overall(values, sum);
  for (std::size_t c = 0; c < classes_; ++c) {
    set_class(values, sum, c);
    values.at(Measure::Auroc, static_cast<int>(c)) = ranked_[c].auroc(weights);
  }
  set_means(values);
  return values;
}

}  // namespace evaluation
