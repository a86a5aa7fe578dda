#pragma once

#include <string>

#include "evaluation/predictions.h"

namespace evaluation {

/// predictions.csv (one row per frame and repeat) and predictions-clips.csv (one row per clip and repeat), sorted by
/// repeat, clip and fold; probabilities have six decimals. tools/sonoset-baseline/README.md lists the columns. Throws
/// InvalidInput (see `check`).
std::string frames_csv(const Predictions& predictions);
std::string clips_csv(const Predictions& predictions);

}  // namespace evaluation
