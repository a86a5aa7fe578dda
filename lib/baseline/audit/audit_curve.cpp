#include "baseline/audit/audit_curve.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <random>
#include <set>

#include "evaluation/audit_scores.h"
#include "evaluation/shuffle.h"

namespace baseline {
namespace {

constexpr std::array kShares = {0.2, 0.4, 0.6, 0.8, 1.0};
constexpr int kCurveDraws = 3;

/// The subjects of one training subset, by the class of most of their clips.
using ByClass = std::map<int, std::vector<std::string>>;

ByClass subjects_by_class(const Assignment& assignment, int fold, std::span<const int> labels,
                          const std::vector<std::string>& subjects) {
  std::map<std::string, std::map<int, int>> counts;
  for (std::size_t clip = 0; clip < subjects.size(); ++clip) {
    const auto trained = [fold](int of) { return of >= 0 && of != fold; };
    if (std::ranges::any_of(assignment.folds[clip], trained)) ++counts[subjects[clip]][labels[clip]];
  }
  ByClass by_class;
  for (const auto& [subject, of_class] : counts) {
    const auto most = std::ranges::max_element(of_class, {}, [](const auto& one) { return one.second; });
    by_class[most->first].push_back(subject);
  }
  return by_class;
}

std::set<std::string> draw(ByClass by_class, double share, std::mt19937_64& random) {
  std::set<std::string> drawn;
  for (auto& [of_class, subjects] : by_class) {
    const auto count = static_cast<std::size_t>(std::ceil(share * static_cast<double>(subjects.size()) - 1e-9));
    evaluation::shuffle(subjects, random);
    drawn.insert(subjects.begin(), subjects.begin() + static_cast<std::ptrdiff_t>(count));
  }
  return drawn;
}

}  // namespace

std::vector<evaluation::CurvePoint> learning_curve(const FoldedTable& table, const Assignment& assignment,
                                                   std::span<const int> labels, int classes,
                                                   const std::vector<std::string>& subjects, std::uint64_t seed,
                                                   const std::function<void(std::int64_t, std::int64_t)>& watch) {
  const int folds = assignment.parameters.folds;
  std::vector<ByClass> of_fold;
  for (int fold = 0; fold < folds; ++fold) of_fold.push_back(subjects_by_class(assignment, fold, labels, subjects));
  std::mt19937_64 random(seed);
  std::vector<evaluation::CurvePoint> curve;
  const std::int64_t tests = (static_cast<std::int64_t>(kShares.size()) - 1) * kCurveDraws + 1;
  std::int64_t done = 0;
  for (const double share : kShares) {
    const int draws = share < 1 ? kCurveDraws : 1;
    evaluation::CurvePoint point{share, 0, 0, 1, 0};
    for (int i = 0; i < draws; ++i) {
      std::vector<std::set<std::string>> drawn;
      for (const ByClass& by_class : of_fold) {
        drawn.push_back(draw(by_class, share, random));
        point.subjects += static_cast<double>(drawn.back().size()) / (folds * draws);
      }
      const auto trained_on = [&](int fold, std::size_t clip) {
        return drawn[static_cast<std::size_t>(fold)].contains(subjects[clip]);
      };
      const double balanced =
          evaluation::balanced_accuracy_of(labels, table.test(labels, classes, trained_on).clips, classes);
      point.balanced += balanced / draws;
      point.least = std::min(point.least, balanced);
      point.most = std::max(point.most, balanced);
      watch(++done, tests);
    }
    curve.push_back(point);
  }
  return curve;
}

}  // namespace baseline
