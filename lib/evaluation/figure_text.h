#pragma once

#include <optional>
#include <string>

#include "evaluation/metrics.h"

namespace evaluation {

/// "0.89", with an interval "0.89 (0.82–0.94)"; "–" if undefined.
std::string shown(const std::optional<double>& value);
std::string shown(const Figure& figure);

}  // namespace evaluation
