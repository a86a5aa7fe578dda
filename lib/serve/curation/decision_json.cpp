#include "serve/curation/decision_json.h"

#include <nlohmann/json.hpp>
#include <set>

#include "base/digest.h"
#include "base/error.h"
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

std::vector<Decision> find_decisions(curate::Dataset& dataset, const std::set<std::string>& ids) {
  std::vector<Decision> found;
  for (Decision& decision : curate::kept_decisions(dataset.catalog())) {
    if (!curate::is_about_split(decision) && ids.contains(decision_id(decision))) found.push_back(std::move(decision));
  }
  if (found.size() != ids.size()) throw base::Error(base::Code::NotFound, "no such decision");
  return found;
}

ordered_json ids_json(const std::vector<Decision>& decisions) {
  ordered_json ids = ordered_json::array();
  for (const Decision& decision : decisions) ids.push_back(decision_id(decision));
  return ids;
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
