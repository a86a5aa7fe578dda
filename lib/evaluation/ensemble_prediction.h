#pragma once

#include <string_view>
#include <vector>

namespace evaluation {

/// How far the models of a run's folds can be followed where they speak of a picture that none of them has seen.
enum class Certainty {
  Confident,  ///< all name the same class, with a mean probability of at least kConfident
  Uncertain,  ///< all name the same class, with less
  Disagree    ///< they name different classes
};
std::string_view to_string(Certainty certainty);
inline constexpr double kConfident = 0.8;

/// What several models say together. Entropies are in nats.
struct EnsemblePrediction {
  std::vector<double> probabilities;  ///< [classes] the mean over the models
  std::vector<double> lowest;         ///< [classes] over the models
  std::vector<double> highest;
  double entropy = 0;  ///< of `probabilities`: all doubt
  /// The part of the entropy that is the models' difference: the mutual information of class and model, entropy of the
  /// mean less mean entropy (BALD, Houlsby et al. 2011, arXiv 1112.5745; Depeweg et al. 2018, arXiv 1710.07283).
  double mutual_information = 0;
  int predicted = 0;  ///< the most probable class
  Certainty certainty = Certainty::Uncertain;

  /// Of each model's [classes]; at least one model.
  static EnsemblePrediction of(const std::vector<std::vector<double>>& models);
};

}  // namespace evaluation
