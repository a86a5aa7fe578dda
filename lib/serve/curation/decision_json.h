#pragma once

#include <nlohmann/json_fwd.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/decisions.h"
#include "curate/dataset.h"

namespace serve {

/// What the API calls a decision: the SHA-256 of its canonical JSON.
std::string decision_id(const catalog::Decision& decision);

/// The decisions with these ids. Throws NotFound if one is not there.
std::vector<catalog::Decision> find_decisions(curate::Dataset& dataset, const std::set<std::string>& ids);

/// Their ids, as an array.
nlohmann::ordered_json ids_json(const std::vector<catalog::Decision>& decisions);

/// The decisions about a clip in order, those about its labels, findings, region and window and their undoing, as
/// {decisions: [{id, kind, who, at, why, what, undone, can_undo}]}; an undo has the id of what it undoes as `undoes`.
nlohmann::ordered_json decisions_json(curate::Dataset& dataset, std::string_view clip);

}  // namespace serve
