#pragma once

#include <string>

#include "evaluation/predictions.h"

namespace evaluation {

/// What predictions.csv and predictions-clips.csv hold: a row a frame and repeat, and a row a clip and repeat; README
/// has the columns. Sorted by repeat, clip, fold; probabilities with six decimals. Throws InvalidInput (see `check`).
std::string frames_csv(const Predictions& predictions);
std::string clips_csv(const Predictions& predictions);

}  // namespace evaluation
