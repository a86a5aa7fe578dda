#pragma once

#include <nlohmann/json.hpp>

#include "baseline/predict/predictor.h"

// Shared by `predict --json` and the messages of `serve-predict`. README.md lists the keys.

/// state (answered, refused), ood_score and, if answered, the prediction.
nlohmann::ordered_json to_json(const baseline::Prediction& prediction, const baseline::ModelInfo& info);
/// One row per frame; `pictures` [frames] are picture numbers.
nlohmann::ordered_json frames_json(const baseline::Prediction& prediction, const std::vector<std::int64_t>& pictures,
                                   const std::vector<std::string>& classes);
nlohmann::ordered_json to_json(const baseline::ModelInfo& info);

/// One line; invalid UTF-8 is replaced.
std::string line_of(const nlohmann::ordered_json& json);

/// Why a picture is refused; names the taxonomy the model was trained on.
std::string refusal(const baseline::ModelInfo& info);
