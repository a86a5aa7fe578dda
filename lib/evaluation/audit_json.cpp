#include "evaluation/audit_json.h"

#include <cmath>
#include <nlohmann/json.hpp>

#include "evaluation/audit_verdict.h"

namespace evaluation {
namespace {

using Json = nlohmann::ordered_json;

double rounded(double value) { return std::round(value * 1e6) / 1e6; }
Json json_of(const std::optional<double>& value) { return value ? Json(rounded(*value)) : Json(nullptr); }

Json json_of(const AuditScore& score) {
  Json json = {{"accuracy", rounded(score.accuracy)}, {"balanced_accuracy", rounded(score.balanced)}};
  if (score.interval) json["interval"] = {rounded(score.interval->low), rounded(score.interval->high)};
  return json;
}

Json counts_json(const AuditResult& result) {
  Json classes = Json::array();
  for (std::size_t c = 0; c < result.classes.size(); ++c) {
    const ClassCounts& counts = result.counts.classes[c];
    classes.push_back({{"class", result.classes[c]},
                       {"clips", counts.clips},
                       {"frames", counts.frames},
                       {"subjects", counts.subjects}});
  }
  const ClassCounts& all = result.counts.all;
  return {{"clips", all.clips}, {"frames", all.frames}, {"subjects", all.subjects}, {"classes", classes}};
}

Json shortcuts_json(const AuditResult& result) {
  Json all = Json::array();
  for (const ShortcutScore& shortcut : result.shortcuts) {
    Json one = {{"kind", to_string(shortcut.kind)}, {"name", shortcut.name}, {"together", shortcut.together}};
    one.update(json_of(shortcut.score));
    one["share_of_gain"] = json_of(result.share_of_gain(shortcut.score));
    all.push_back(std::move(one));
  }
  return all;
}

Json groupings_json(const AuditResult& result) {
  Json all = Json::array();
  for (const GroupingScore& grouping : result.groupings) {
    Json one = {{"by", grouping.by}};
    if (!grouping.impossible.empty()) {
      one["impossible"] = grouping.impossible;
    } else {
      one["frame_accuracy"] = rounded(grouping.frame_accuracy);
      one["frame_balanced_accuracy"] = rounded(grouping.frame_balanced);
      one["video_accuracy"] = rounded(grouping.clips.accuracy);
      one["video_balanced_accuracy"] = rounded(grouping.clips.balanced);
    }
    all.push_back(std::move(one));
  }
  return all;
}

Json permutations_json(const PermutationTest& test) {
  Json values = Json::array();
  for (const double value : test.balanced) values.push_back(rounded(value));
  return {{"n", test.balanced.size()},
          {"reached", test.reached},
          {"p", rounded(test.p)},
          {"how", test.how},
          {"balanced_accuracies", values}};
}

Json curve_json(const AuditResult& result) {
  Json points = Json::array();
  for (const CurvePoint& point : result.curve) {
    points.push_back({{"share", point.share},
                      {"subjects", rounded(point.subjects)},
                      {"balanced_accuracy", rounded(point.balanced)},
                      {"least", rounded(point.least)},
                      {"most", rounded(point.most)}});
  }
  return points;
}

Json verdict_json(const AuditResult& result) {
  Json reasons = Json::array();
  for (const AuditReason& reason : result.reasons) {
    reasons.push_back({{"leads_to", to_string(reason.leads_to)}, {"text", reason.text}});
  }
  return {{"believe", to_string(result.verdict)}, {"sentence", verdict_sentence(result.verdict)}, {"reasons", reasons}};
}

}  // namespace

std::string audit_json(const AuditResult& result) {
  Json model = json_of(result.model);
  model["frame_accuracy"] = rounded(result.frame_accuracy);
  model["frame_balanced_accuracy"] = rounded(result.frame_balanced);
  const Json document = {{"format", 1},
                         {"verdict", verdict_json(result)},
                         {"split", result.split},
                         {"by", result.by},
                         {"axis", result.axis},
                         {"folds", result.folds},
                         {"seed", result.seed},
                         {"digest", result.digest},
                         {"network", result.network},
                         {"version", result.version},
                         {"counts", counts_json(result)},
                         {"leaks", result.leaks},
                         {"majority",
                          {{"class", result.classes[static_cast<std::size_t>(result.majority_class)]},
                           {"accuracy", rounded(result.majority_accuracy)}}},
                         {"model", model},
                         {"shortcuts", shortcuts_json(result)},
                         {"permutations", permutations_json(result.permutations)},
                         {"groupings", groupings_json(result)},
                         {"gap_points",
                          {{"frame", json_of(result.gap_points("frame"))},
                           {"clip", json_of(result.gap_points("clip"))},
                           {"source", json_of(result.gap_points("source"))}}},
                         {"learning_curve", curve_json(result)},
                         {"rise", rounded(result.rise())}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace evaluation
