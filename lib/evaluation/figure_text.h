#pragma once

#include <optional>
#include <string>

#include "evaluation/metrics.h"

namespace evaluation {

/// "0.89", "–" of nothing; "0.89 (0.82–0.94)" with an interval.
std::string shown(const std::optional<double>& value);
std::string shown(const Figure& figure);

}  // namespace evaluation
