#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluation/predictions.h"

namespace evaluation {

/// A clip misclassified by the mean over repeats.
struct WorstError {
  std::string clip;
  std::string subject;
  std::string source;
  int label = 0;
  int predicted = 0;       ///< the most probable class, mean over repeats
  double probability = 0;  ///< of `predicted`, mean over repeats
  int times_wrong = 0;     ///< number of repeats
  int repeats = 0;
  std::int64_t picture = 0;      ///< the frame with the highest probability of `predicted`
  std::string file;              ///< of that frame, below the dataset's folder
  double frame_probability = 0;  ///< of `predicted` in that frame, mean over repeats
};

/// At most `most` misclassified clips, the most confident first, then by id. Throws InvalidInput (see `check`).
std::vector<WorstError> worst_errors(const Predictions& predictions, std::size_t most);

}  // namespace evaluation
