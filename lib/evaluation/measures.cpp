#include "evaluation/measures.h"

namespace evaluation {

std::string_view to_string(Level level) {
  constexpr std::array<std::string_view, kLevels.size()> kNames = {"frame", "video", "video_mean", "video_majority"};
  return kNames[static_cast<std::size_t>(level)];
}

std::string_view to_string(Measure measure) {
  constexpr std::array<std::string_view, kMeasures.size()> kNames = {
      "accuracy", "quadratic_weighted_kappa", "ece", "brier", "log_loss", "sensitivity", "specificity", "ppv", "f1",
      "auroc"};
  return kNames[static_cast<std::size_t>(measure)];
}

}  // namespace evaluation
