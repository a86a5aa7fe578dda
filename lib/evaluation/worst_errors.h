#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "evaluation/predictions.h"

namespace evaluation {

/// A clip that was decided wrong, over all repeats together.
struct WorstError {
  std::string clip;
  std::string subject;
  std::string source;
  int label = 0;
  int predicted = 0;       ///< the largest of the mean probabilities over repeats
  double probability = 0;  ///< of `predicted`, mean over repeats
  int times_wrong = 0;     ///< in how many repeats
  int repeats = 0;
  std::int64_t picture = 0;      ///< the frame that speaks most for `predicted`
  std::string file;              ///< of that frame, below the dataset's folder
  double frame_probability = 0;  ///< of `predicted` in that frame, mean over repeats
};

/// At most `most` wrong clips, the most confident first; by id where they are equal. Throws InvalidInput (see `check`).
std::vector<WorstError> worst_errors(const Predictions& predictions, std::size_t most);

}  // namespace evaluation
