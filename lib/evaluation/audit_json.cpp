#include "evaluation/audit_json.h"

#include <nlohmann/json.hpp>

#include "evaluation/audit_verdict.h"
#include "evaluation/six_decimals.h"

namespace evaluation {
namespace {

using Json = nlohmann::ordered_json;

Json json_of(const std::optional<double>& value) { return value ? Json(six_decimals(*value)) : Json(nullptr); }

Json json_of(const AuditScore& score) {
  Json json = {{"accuracy", six_decimals(score.accuracy)}, {"balanced_accuracy", six_decimals(score.balanced)}};
  if (score.interval) json["interval"] = {six_decimals(score.interval->low), six_decimals(score.interval->high)};
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
      one["frame_accuracy"] = six_decimals(grouping.frame_accuracy);
      one["frame_balanced_accuracy"] = six_decimals(grouping.frame_balanced);
      one["video_accuracy"] = six_decimals(grouping.clips.accuracy);
      one["video_balanced_accuracy"] = six_decimals(grouping.clips.balanced);
    }
    all.push_back(std::move(one));
  }
  return all;
}

Json permutations_json(const PermutationTest& test) {
  Json values = Json::array();
  for (const double value : test.balanced) values.push_back(six_decimals(value));
  return {{"n", test.balanced.size()},
          {"reached", test.reached},
          {"p", six_decimals(test.p)},
          {"how", test.how},
          {"balanced_accuracies", values}};
}

Json curve_json(const AuditResult& result) {
  Json points = Json::array();
  for (const CurvePoint& point : result.curve) {
    points.push_back({{"share", point.share},
                      {"subjects", six_decimals(point.subjects)},
                      {"balanced_accuracy", six_decimals(point.balanced)},
                      {"least", six_decimals(point.least)},
                      {"most", six_decimals(point.most)}});
  }
  return points;
}

Json verdict_json(const AuditResult& result) {
  Json reasons = Json::array();
  for (const AuditReason& reason : result.reasons) {
    reasons.push_back({{"leads_to", to_string(reason.leads_to)}, {"text", reason.text}});
  }
  return {{"verdict", to_string(result.verdict)}, {"sentence", verdict_sentence(result.verdict)}, {"reasons", reasons}};
}

}  // namespace

std::string audit_json(const AuditResult& result) {
  Json model = json_of(result.model);
  model["frame_accuracy"] = six_decimals(result.frame_accuracy);
  model["frame_balanced_accuracy"] = six_decimals(result.frame_balanced);
  const Json document = {{"format", 1},
                         {"verdict", verdict_json(result)},
                         {"split", result.split},
                         {"by", result.by},
                         {"axis", result.axis},
                         {"folds", result.folds},
                         {"seed", result.seed},
                         {"digest", result.digest},
                         {"dataset", result.dataset},
                         {"network", result.network},
                         {"version", result.version},
                         {"counts", counts_json(result)},
                         {"leaks", result.leaks},
                         {"possible_leaks", result.possible_leaks},
                         {"majority",
                          {{"class", result.classes[static_cast<std::size_t>(result.majority_class)]},
                           {"accuracy", six_decimals(result.majority_accuracy)}}},
                         {"model", model},
                         {"shortcuts", shortcuts_json(result)},
                         {"permutations", permutations_json(result.permutations)},
                         {"groupings", groupings_json(result)},
                         {"gap_points",
                          {{"frame", json_of(result.gap_points("frame"))},
                           {"clip", json_of(result.gap_points("clip"))},
                           {"source", json_of(result.gap_points("source"))}}},
                         {"learning_curve", curve_json(result)},
                         {"rise", six_decimals(result.rise())}};
  return document.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace evaluation
