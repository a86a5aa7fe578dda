#pragma once

#include <string>
#include <vector>

#include "evaluation/metrics.h"

namespace evaluation {

/// What can be said against the numbers from the numbers themselves: few subjects behind a class, an interval of no
/// width, that frames of a clip are alike, and so on. Sentences.
std::vector<std::string> limitations_of(const Metrics& metrics);

}  // namespace evaluation
