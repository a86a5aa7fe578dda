#include "serve/curation/decision_json.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/digest.h"
#include "curate/label/decision_lines.h"
#include "curate/label/decisions.h"

namespace serve {
namespace {

using catalog::Decision;
using nlohmann::json;
using nlohmann::ordered_json;

// What a decision is about: of an undo, what it undoes in the end.
Decision base_of(Decision decision) {
  while (decision.kind == "undo") decision = curate::undone_by(decision);
  return decision;
}

bool is_about(const Decision& decision, std::string_view clip) {
  // Most decisions are about others: this is quicker than to parse each.
  if (decision.what.find(clip) == std::string::npos) return false;
  const Decision first = base_of(decision);
  if (curate::is_about_split(first)) return false;
  const json what = json::parse(first.what);
  if (first.kind == "resolve") return what.at("about") == "clip" && what.at("id") == clip;
  return what.at("clip") == clip;
}

ordered_json decision_json(const Decision& decision, bool undone) {
  ordered_json value = {{"id", decision_id(decision)}, {"kind", decision.kind}, {"who", decision.who},
                        {"at", decision.at},           {"why", decision.why},   {"undone", undone}};
  if (decision.kind == "undo") {
    const Decision target = curate::undone_by(decision);
    value["undoes"] = decision_id(target);
    value["can_undo"] = !undone && target.kind != "undo";
  } else {
    value["what"] = ordered_json::parse(decision.what);
    value["can_undo"] = !undone;
  }
  return value;
}

}  // namespace

std::string decision_id(const Decision& decision) { return base::sha256(curate::to_json(decision)).hex(); }

std::optional<Decision> find_decision(curate::Dataset& dataset, std::string_view id) {
  for (Decision& decision : curate::kept_decisions(dataset.catalog())) {
    if (!curate::is_about_split(decision) && decision_id(decision) == id) return std::move(decision);
  }
  return std::nullopt;
}

ordered_json decisions_json(curate::Dataset& dataset, std::string_view clip) {
  const std::vector<Decision> all = curate::kept_decisions(dataset.catalog());
  const std::set<Decision> undone = curate::undone_decisions(all);
  ordered_json list = ordered_json::array();
  for (const Decision& decision : all) {
    if (is_about(decision, clip)) list.push_back(decision_json(decision, undone.contains(decision)));
  }
  return {{"decisions", std::move(list)}};
}

}  // namespace serve
