#include "evaluation/paired_difference.h"

#include <fmt/format.h>

#include <map>
#include <tuple>

#include "base/error.h"
#include "evaluation/prediction_table.h"
#include "evaluation/repeated_evaluation.h"

namespace evaluation {
namespace {

std::map<std::string, std::tuple<int, std::string>> tested(const Predictions& predictions) {
  std::map<std::string, std::tuple<int, std::string>> clips;
  for (const ClipPrediction& clip : predictions.clips) clips.try_emplace(clip.clip, clip.label, clip.subject);
  return clips;
}

void check_same(const Predictions& first, const Predictions& second) {
  check(first);
  check(second);
  if (first.classes != second.classes || tested(first) != tested(second)) {
    throw base::Error(base::Code::InvalidInput,
                      "predictions can be compared only if they have the same classes, clips, labels and subjects; "
                      "make both from the same split of the same dataset");
  }
}

}  // namespace

PairedDifference paired_difference(const Predictions& first, const Predictions& second, Level level, Measure measure,
                                   int of_class, const EvaluationOptions& options) {
  check_same(first, second);
  const SubjectNumbers subjects = number_subjects(first);
  const RepeatedEvaluation a(first, level, subjects);
  const RepeatedEvaluation b(second, level, subjects);
  const std::vector<int> once(subjects.size(), 1);
  const double of_a = a.values(once).at(measure, of_class);
  const double of_b = b.values(once).at(measure, of_class);
  PairedDifference result = {defined(of_a), defined(of_b), defined(of_a - of_b), std::nullopt};
  if (!result.difference || subjects.size() < 2) return result;
  SubjectDraws draws(subjects.size(), options.seed);
  std::vector<double> differences;
  for (int i = 0; i < options.draws; ++i) {
    const std::span<const int> weights = draws.next();
    differences.push_back(a.values(weights).at(measure, of_class) - b.values(weights).at(measure, of_class));
  }
  result.interval = percentile_interval(std::move(differences));
  return result;
}

}  // namespace evaluation
