#include "prediction_json.h"

#include "evaluation/six_decimals.h"

namespace {

using evaluation::EnsemblePrediction;
using nlohmann::ordered_json;

ordered_json by_class(const std::vector<double>& values, const std::vector<std::string>& classes) {
  ordered_json object = ordered_json::object();
  for (std::size_t i = 0; i < classes.size(); ++i) object[classes[i]] = evaluation::six_decimals(values[i]);
  return object;
}

void add(ordered_json& to, const EnsemblePrediction& ensemble, const std::vector<std::string>& classes) {
  to["predicted"] = classes[static_cast<std::size_t>(ensemble.predicted)];
  to["certainty"] = evaluation::to_string(ensemble.certainty);
  to["probabilities"] = by_class(ensemble.probabilities, classes);
  to["lowest"] = by_class(ensemble.lowest, classes);
  to["highest"] = by_class(ensemble.highest, classes);
  to["entropy"] = evaluation::six_decimals(ensemble.entropy);
  to["mutual_information"] = evaluation::six_decimals(ensemble.mutual_information);
}

}  // namespace

ordered_json to_json(const baseline::Prediction& prediction, const baseline::ModelInfo& info) {
  ordered_json json = {{"state", prediction.refused() ? "refused" : "answered"},
                       {"ood_score", evaluation::six_decimals(prediction.ood_score)}};
  if (prediction.clip) add(json, *prediction.clip, info.classes);
  if (prediction.refused()) json["why"] = refusal(info);
  return json;
}

std::string refusal(const baseline::ModelInfo& info) {
  const std::string kind = info.taxonomy.empty() ? "" : " (" + info.taxonomy + ")";
  return "out of distribution: unlike the pictures this model was trained on" + kind;
}

ordered_json frames_json(const baseline::Prediction& prediction, const std::vector<std::int64_t>& pictures,
                         const std::vector<std::string>& classes) {
  ordered_json rows = ordered_json::array();
  for (std::size_t i = 0; i < prediction.frames.size(); ++i) {
    const auto& ensemble = prediction.frames[i];
    ordered_json row = {{"picture", pictures[i]},
                        {"state", ensemble ? "answered" : "refused"},
                        {"ood_score", evaluation::six_decimals(prediction.frame_ood_scores[i])}};
    if (ensemble) add(row, *ensemble, classes);
    rows.push_back(std::move(row));
  }
  return rows;
}

ordered_json to_json(const baseline::ModelInfo& info) {
  return {{"axis", info.axis},
          {"classes", info.classes},
          {"network", baseline::to_string(info.network)},
          {"models", info.folds},
          {"plan", info.plan.hex()}};
}

std::string line_of(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}
