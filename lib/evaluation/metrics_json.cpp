#include "evaluation/metrics_json.h"

#include <nlohmann/json.hpp>

#include "evaluation/six_decimals.h"

namespace evaluation {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::optional<double>& value) { return value ? Json(six_decimals(*value)) : Json(); }

Json json_of(const Figure& figure) {
  Json json = {{"value", json_of(figure.value)}, {"low", nullptr}, {"high", nullptr}};
  if (figure.interval) {
    json["low"] = six_decimals(figure.interval->low);
    json["high"] = six_decimals(figure.interval->high);
  }
  if (figure.spread) {
    json["min"] = six_decimals(figure.spread->least);
    json["max"] = six_decimals(figure.spread->most);
    json["sd"] = six_decimals(figure.spread->deviation);
  }
  return json;
}

Json json_of(const ClassCounts& counts) {
  return {{"clips", counts.clips}, {"frames", counts.frames}, {"subjects", counts.subjects}};
}

template <class T>
Json of_classes(const PerMeasure<T>& values, const std::vector<std::string>& names, const Counts& counts) {
  Json classes = Json::object();
  for (std::size_t c = 0; c < names.size(); ++c) {
    Json& one = classes[names[c]] = json_of(counts.classes[c]);
    for (const Measure measure : kMeasures) {
      if (is_per_class(measure))
        one[std::string(to_string(measure))] = json_of(values.at(measure, static_cast<int>(c)));
    }
  }
  return classes;
}

template <class T>
Json json_of_level(const PerMeasure<T>& values, const Confusion& confusion, const std::vector<std::string>& names,
                   const Counts& counts, bool ordinal) {
  Json macro = Json::object();
  for (const Measure measure : {Measure::Specificity, Measure::Ppv, Measure::F1, Measure::Auroc}) {
    macro[std::string(to_string(measure))] = json_of(values.at(measure));
  }
  Json calibration = Json::object();
  for (const Measure measure : {Measure::Ece, Measure::Brier, Measure::LogLoss}) {
    calibration[std::string(to_string(measure))] = json_of(values.at(measure));
  }
  Json json = {{"accuracy", json_of(values.at(Measure::Accuracy))},
               {"balanced_accuracy", json_of(values.at(Measure::Sensitivity))}};
  if (ordinal) json[std::string(to_string(Measure::QuadraticKappa))] = json_of(values.at(Measure::QuadraticKappa));
  json.update({{"macro", macro},
               {"classes", of_classes(values, names, counts)},
               {"confusion", confusion},
               {"calibration", calibration}});
  return json;
}

Json json_of(const std::vector<ReliabilityBin>& bins) {
  Json list = Json::array();
  for (const ReliabilityBin& bin : bins) {
    list.push_back({{"from", six_decimals(bin.from)},
                    {"to", six_decimals(bin.to)},
                    {"rows", bin.rows},
                    {"confidence", json_of(bin.confidence)},
                    {"accuracy", json_of(bin.accuracy)}});
  }
  return list;
}

Json json_of(const std::vector<PartMetrics>& parts, const Metrics& metrics) {
  Json list = Json::array();
  for (const PartMetrics& part : parts) {
    Json json = {{"repeat", part.repeat}};
    if (part.fold >= 0) json["fold"] = part.fold;
    json.update(json_of(part.counts.all));
    for (const Level level : kLevels) {
      const auto at = static_cast<std::size_t>(level);
      json[std::string(to_string(level))] =
          json_of_level(part.values[at], part.confusions[at], metrics.classes, part.counts, metrics.ordinal);
    }
    list.push_back(std::move(json));
  }
  return list;
}

}  // namespace

std::string metrics_json(const Metrics& metrics) {
  Json json = {{"classes", metrics.classes}};
  json.update(json_of(metrics.counts.all));
  json["repeats"] = metrics.repeats.size();
  json["bootstrap"] = {
      {"unit", "subject"}, {"draws", metrics.options.draws}, {"seed", metrics.options.seed}, {"confidence", 0.95}};
  for (const Level level : kLevels) {
    const LevelMetrics& at = metrics.at(level);
    Json& one = json[std::string(to_string(level))] =
        json_of_level(at.figures, at.confusion, metrics.classes, metrics.counts, metrics.ordinal);
    one["calibration"]["reliability"] = json_of(at.reliability);
  }
  json["by_repeat"] = json_of(metrics.repeats, metrics);
  json["by_fold"] = json_of(metrics.folds, metrics);
  return json.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace evaluation
