#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluation/predictions.h"

namespace test {

/// A clip of one frame with these values.
evaluation::ClipPrediction clip(const std::string& name, const std::string& subject, int label,
                                const std::vector<double>& probabilities, int fold = 0, int repeat = 0);

struct Make {
  int subjects = 30;
  int clips_each = 2;
  int frames_each = 5;
  int repeats = 1;
  int folds = 5;
  double skill = 2;  ///< the label's logit minus the others
};

/// Three classes that alternate over subjects, with noise shared by a subject's clips. Folds contain whole subjects.
/// Deterministic.
evaluation::Predictions make_predictions(std::uint64_t seed, const Make& make);
evaluation::Predictions make_predictions(std::uint64_t seed);

}  // namespace test
