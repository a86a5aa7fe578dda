#include "evaluation/ensemble_prediction.h"

#include <algorithm>
#include <cmath>

#include "evaluation/predictions.h"

namespace evaluation {
namespace {

double entropy_of(const std::vector<double>& probabilities) {
  double sum = 0;
  for (const double p : probabilities) sum -= p > 0 ? p * std::log(p) : 0;
  return sum;
}

Certainty certainty_of(const Opinion& opinion, const std::vector<std::vector<double>>& models) {
  const bool same = std::ranges::all_of(
      models, [&](const std::vector<double>& model) { return decision(model) == opinion.predicted; });
  if (!same) return Certainty::Disagree;
  return opinion.probabilities[static_cast<std::size_t>(opinion.predicted)] >= kSure ? Certainty::Sure
                                                                                     : Certainty::Unsure;
}

}  // namespace

std::string_view to_string(Certainty certainty) {
  switch (certainty) {
    case Certainty::Sure:
      return "sure";
    case Certainty::Unsure:
      return "unsure";
    case Certainty::Disagree:
      return "models disagree";
  }
  return "";
}

Opinion Opinion::of(const std::vector<std::vector<double>>& models) {
  Opinion opinion{models.front(), models.front(), models.front()};
  double entropies = entropy_of(models.front());
  for (std::size_t m = 1; m < models.size(); ++m) {
    for (std::size_t c = 0; c < models[m].size(); ++c) {
      opinion.probabilities[c] += models[m][c];
      opinion.lowest[c] = std::min(opinion.lowest[c], models[m][c]);
      opinion.highest[c] = std::max(opinion.highest[c], models[m][c]);
    }
    entropies += entropy_of(models[m]);
  }
  const auto count = static_cast<double>(models.size());
  for (double& p : opinion.probabilities) p /= count;
  opinion.entropy = entropy_of(opinion.probabilities);
  opinion.disagreement = std::max(0.0, opinion.entropy - entropies / count);
  opinion.predicted = decision(opinion.probabilities);
  opinion.certainty = certainty_of(opinion, models);
  return opinion;
}

}  // namespace evaluation
