#include "evaluation/ensemble_prediction.h"

#include <algorithm>
#include <cmath>

#include "base/names.h"
#include "evaluation/predictions.h"

namespace evaluation {
namespace {

double entropy_of(const std::vector<double>& probabilities) {
  double sum = 0;
  for (const double p : probabilities) sum -= p > 0 ? p * std::log(p) : 0;
  return sum;
}

Certainty certainty_of(const EnsemblePrediction& ensemble, const std::vector<std::vector<double>>& models) {
  const bool same = std::ranges::all_of(
      models, [&](const std::vector<double>& model) { return decision(model) == ensemble.predicted; });
  if (!same) return Certainty::Disagree;
  return ensemble.probabilities[static_cast<std::size_t>(ensemble.predicted)] >= kConfident ? Certainty::Confident
                                                                                            : Certainty::Uncertain;
}

constexpr auto kCertaintyNames = base::names<Certainty>({{Certainty::Confident, "confident"},
                                                         {Certainty::Uncertain, "uncertain"},
                                                         {Certainty::Disagree, "models disagree"}});

}  // namespace

std::string_view to_string(Certainty certainty) { return base::name_of(kCertaintyNames, certainty); }

EnsemblePrediction EnsemblePrediction::of(const std::vector<std::vector<double>>& models) {
  EnsemblePrediction ensemble{models.front(), models.front(), models.front()};
  double entropies = entropy_of(models.front());
  for (std::size_t m = 1; m < models.size(); ++m) {
    for (std::size_t c = 0; c < models[m].size(); ++c) {
      ensemble.probabilities[c] += models[m][c];
      ensemble.lowest[c] = std::min(ensemble.lowest[c], models[m][c]);
      ensemble.highest[c] = std::max(ensemble.highest[c], models[m][c]);
    }
    entropies += entropy_of(models[m]);
  }
  const auto count = static_cast<double>(models.size());
  for (double& p : ensemble.probabilities) p /= count;
  ensemble.entropy = entropy_of(ensemble.probabilities);
  ensemble.mutual_information = std::max(0.0, ensemble.entropy - entropies / count);
  ensemble.predicted = decision(ensemble.probabilities);
  ensemble.certainty = certainty_of(ensemble, models);
  return ensemble;
}

}  // namespace evaluation
