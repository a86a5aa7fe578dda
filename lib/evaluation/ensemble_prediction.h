#pragma once

#include <string_view>
#include <vector>

namespace evaluation {

/// How certain the models of a run's folds are together about an input that none of them was trained on.
enum class Certainty {
  Confident,  ///< all predict the same class, with a mean probability of at least kConfident
  Uncertain,  ///< all predict the same class, with a lower mean probability
  Disagree    ///< they predict different classes
};
std::string_view to_string(Certainty certainty);
inline constexpr double kConfident = 0.8;

/// The mean of several models' probabilities, and their uncertainty. Entropies are in nats.
struct EnsemblePrediction {
  std::vector<double> probabilities;  ///< [classes] mean over the models
  std::vector<double> lowest;         ///< [classes] lowest over the models
  std::vector<double> highest;        ///< [classes] highest over the models
  double entropy = 0;                 ///< predictive entropy: of `probabilities`
  /// Mutual information of class and model, the part of the entropy due to disagreement: entropy of the mean minus mean
  /// entropy (BALD, Houlsby et al. 2011, arXiv 1112.5745; Depeweg et al. 2018, arXiv 1710.07283).
  double mutual_information = 0;
  int predicted = 0;  ///< the most probable class
  Certainty certainty = Certainty::Uncertain;

  /// `models` [models][classes], at least one model.
  static EnsemblePrediction of(const std::vector<std::vector<double>>& models);
};

}  // namespace evaluation
