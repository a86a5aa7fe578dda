#pragma once

#include <nlohmann/json.hpp>

#include "baseline/predict/predictor.h"

// What `predict --json` and the messages of `serve-predict` share. README lists the keys.

/// state (answered, refused), ood_score and, where answered, the answer.
nlohmann::ordered_json to_json(const baseline::Prediction& prediction, const baseline::ModelInfo& info);
/// A row a frame; `pictures` are their numbers.
nlohmann::ordered_json frames_json(const baseline::Prediction& prediction, const std::vector<std::int64_t>& pictures,
                                   const std::vector<std::string>& classes);
nlohmann::ordered_json to_json(const baseline::ModelInfo& info);

/// One line, whatever bytes are in its texts.
std::string line_of(const nlohmann::ordered_json& json);

/// What people are told of a picture that is refused: with the title of the taxonomy that the model was trained on.
std::string refusal(const baseline::ModelInfo& info);
