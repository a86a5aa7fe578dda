#pragma once

#include <string>

#include "evaluation/metrics.h"

namespace evaluation {

/// What metrics.json holds; README says what the keys mean. Numbers have six decimals, what is undefined is null, and
/// the same metrics give the same text. A line feed at the end.
std::string metrics_json(const Metrics& metrics);

}  // namespace evaluation
