#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluation/predictions.h"

namespace test {

/// A clip of one frame that says of itself what it is told.
evaluation::ClipPrediction clip(const std::string& name, const std::string& subject, int label,
                                const std::vector<double>& probabilities, int fold = 0, int repeat = 0);

struct Make {
  int subjects = 30;
  int clips_each = 2;
  int frames_each = 5;
  int repeats = 1;
  int folds = 5;
  double skill = 2;  ///< how far the given label's logit stands above the others
};

/// Three classes that alternate over subjects; noise that a subject's clips share, as people's do. Folds hold whole
/// subjects. The same seed gives the same numbers.
evaluation::Predictions make_predictions(std::uint64_t seed, const Make& make);
evaluation::Predictions make_predictions(std::uint64_t seed);

}  // namespace test
