#include "evaluation/audit_scores.h"

#include <limits>
#include <map>

namespace evaluation {
namespace {

constexpr int kIntervalDraws = 1000;

/// Correct decisions and all decisions, by class.
struct RecallCounts {
  std::vector<double> right;
  std::vector<double> all;

  explicit RecallCounts(int classes)
      : right(static_cast<std::size_t>(classes)), all(static_cast<std::size_t>(classes)) {}
  void add(int label, int decision, double times) {
    const auto at = static_cast<std::size_t>(label);
    all[at] += times;
    if (label == decision) right[at] += times;
  }
  double balanced(bool only_those_there) const {
    double sum = 0;
    double classes = 0;
    for (std::size_t c = 0; c < all.size(); ++c) {
      if (all[c] == 0 && !only_those_there) return std::numeric_limits<double>::quiet_NaN();
      if (all[c] == 0) continue;
      sum += right[c] / all[c];
      classes += 1;
    }
    return classes == 0 ? 0 : sum / classes;
  }
};

std::optional<Interval> interval_of(std::span<const int> labels, std::span<const int> decisions, int classes,
                                    const std::vector<std::string>& subjects, std::uint64_t seed) {
  std::map<std::string, std::size_t> numbers;
  for (const std::string& subject : subjects) numbers.emplace(subject, numbers.size());
  if (numbers.size() < 2) return std::nullopt;
  SubjectDraws draws(numbers.size(), seed);
  std::vector<double> values;
  for (int i = 0; i < kIntervalDraws; ++i) {
    const auto counts = draws.next();
    RecallCounts statistics(classes);
    for (std::size_t clip = 0; clip < labels.size(); ++clip) {
      statistics.add(labels[clip], decisions[clip], counts[numbers[subjects[clip]]]);
    }
    values.push_back(statistics.balanced(false));
  }
  return percentile_interval(std::move(values));
}

}  // namespace

double accuracy_of(std::span<const int> labels, std::span<const int> decisions) {
  double right = 0;
  for (std::size_t i = 0; i < labels.size(); ++i) right += labels[i] == decisions[i] ? 1 : 0;
  return labels.empty() ? 0 : right / static_cast<double>(labels.size());
}

double balanced_accuracy_of(std::span<const int> labels, std::span<const int> decisions, int classes) {
  RecallCounts statistics(classes);
  for (std::size_t i = 0; i < labels.size(); ++i) statistics.add(labels[i], decisions[i], 1);
  return statistics.balanced(true);
}

AuditScore score_of(std::span<const int> labels, std::span<const int> decisions, int classes,
                    const std::vector<std::string>& subjects, std::uint64_t seed) {
  return {accuracy_of(labels, decisions), balanced_accuracy_of(labels, decisions, classes),
          interval_of(labels, decisions, classes, subjects, seed)};
}

}  // namespace evaluation
