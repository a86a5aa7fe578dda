#pragma once

#include <string>
#include <vector>

#include "evaluation/metrics.h"

namespace evaluation {

/// Limitations that follow from the metrics, as sentences: few subjects in a class, an interval of zero width, similar
/// frames within a clip, and so on.
std::vector<std::string> limitations_of(const Metrics& metrics);

}  // namespace evaluation
