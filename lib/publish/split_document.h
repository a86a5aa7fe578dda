#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/split.h"

namespace publish {

/// A split's parameters, and its groups with their folds and weakest links, as `show` prints it.
nlohmann::ordered_json split_document(const model::Split& split);

}  // namespace publish
