#pragma once

#include <string>

#include "evaluation/metrics.h"

namespace evaluation {

/// metrics.json; tools/sonoset-baseline/README.md lists the keys. Numbers have six decimals, undefined ones are null.
/// Deterministic; ends with a line feed.
std::string metrics_json(const Metrics& metrics);

}  // namespace evaluation
