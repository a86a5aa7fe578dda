#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/decisions.h"
#include "model/clip.h"

namespace curate {

class Dataset;

/// Who decides, and why: stands in every decision.
struct Author {
  std::string who;
  std::string why;
};

/// Says what a clip shows; splits that it was balanced in otherwise are stale then. Throws NotFound for an unknown
/// clip, InvalidInput for an axis or value that the taxonomy of the clip's manifest does not have (naming those it has)
/// and for an empty who or why.
void label(Dataset& dataset, std::string_view clip, std::string_view axis, std::string_view value, model::Role role,
           const Author& author);

/// Marks findings as dealt with; returns how many. Throws NotFound where there is none with this code about the id.
int resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);

/// Keeps each line of decisions.jsonl in the catalog, in their order, and applies it to what is there: of a clip that
/// comes later or comes back it holds then. Of two resolutions of one finding the first stands. Throws Corrupt with
/// file and line for a line that is no decision. A last line without its end is what a kill left, and is cut off.
void apply_decisions(Dataset& dataset);

/// Of each clip the labels that people decided on, in their order, whether or not the clip is there; also by lines of
/// decisions.jsonl that the catalog has not seen yet. Writes nothing.
std::map<std::string, std::vector<model::Label>> decided_labels(Dataset& dataset);

/// A decision as a line of decisions.jsonl: JSON with sorted keys. `parse_decision` throws InvalidInput.
std::string to_line(const catalog::Decision& decision);
catalog::Decision parse_decision(std::string_view line);

}  // namespace curate
