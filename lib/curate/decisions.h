#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "catalog/decisions.h"
#include "model/clip.h"

namespace curate {

class Dataset;

/// Who decides, and why: stands in every decision.
struct Author {
  std::string who;
  std::string why;
};

/// Says what a clip shows. Throws NotFound for an unknown clip, InvalidInput for an axis or value that the taxonomy of
/// the clip's manifest does not have (naming those it has) and for an empty who or why.
void label(Dataset& dataset, std::string_view clip, std::string_view axis, std::string_view value, model::Role role,
           const Author& author);

/// Marks findings as dealt with; returns how many. Throws NotFound where there is none with this code about the id.
int resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);

/// Applies each line of decisions.jsonl that the catalog has not seen and whose clip is there; others wait for theirs.
/// Throws Corrupt with file and line for a line that is no decision. A last line without its end is what a kill left,
/// and is cut off.
void apply_decisions(Dataset& dataset);

/// A decision as a line of decisions.jsonl: JSON with sorted keys. `parse_decision` throws InvalidInput.
std::string to_line(const catalog::Decision& decision);
catalog::Decision parse_decision(std::string_view line);

}  // namespace curate
