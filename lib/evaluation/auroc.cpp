#include "evaluation/auroc.h"

#include <algorithm>
#include <limits>
#include <numeric>

namespace evaluation {
namespace {

std::vector<std::size_t> ascending(const std::vector<double>& scores) {
  std::vector<std::size_t> order(scores.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return scores[a] < scores[b]; });
  return order;
}

}  // namespace

RankedScores::RankedScores(const std::vector<double>& scores, const std::vector<bool>& positives,
                           const std::vector<std::size_t>& subjects) {
  const std::vector<std::size_t> order = ascending(scores);
  rows_.reserve(order.size());
  for (std::size_t i = 0; i < order.size(); ++i) {
    const bool last = i + 1 == order.size() || scores[order[i]] < scores[order[i + 1]];
    rows_.push_back({subjects[order[i]], positives[order[i]], last});
  }
}

double RankedScores::auroc(std::span<const int> weights) const {
  double wins = 0;
  double below = 0;      // weight of negatives with smaller scores
  double positives = 0;  // weight of positives so far
  double equal[2] = {0, 0};
  for (const Row& row : rows_) {
    equal[row.positive ? 1 : 0] += weights[row.subject];
    if (!row.last_of_equals) continue;
    wins += equal[1] * (below + equal[0] / 2);
    below += equal[0];
    positives += equal[1];
    equal[0] = equal[1] = 0;
  }
  if (below == 0 || positives == 0) return std::numeric_limits<double>::quiet_NaN();
  return wins / (below * positives);
}

std::vector<RocPoint> roc_curve(const std::vector<double>& scores, const std::vector<bool>& positives) {
  const auto all = static_cast<double>(std::ranges::count(positives, true));
  const double others = static_cast<double>(positives.size()) - all;
  if (all == 0 || others == 0) return {};
  const std::vector<std::size_t> order = ascending(scores);
  std::vector<RocPoint> curve = {{0, 0}};
  double right = 0;
  double wrong = 0;
  for (std::size_t i = order.size(); i-- > 0;) {
    (positives[order[i]] ? right : wrong) += 1;
    if (i == 0 || scores[order[i - 1]] < scores[order[i]]) curve.push_back({wrong / others, right / all});
  }
  return curve;
}

}  // namespace evaluation
