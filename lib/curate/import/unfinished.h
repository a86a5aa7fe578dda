#pragma once

#include <set>
#include <string>

#include "curate/dataset.h"
#include "curate/import/import.h"

namespace curate {

/// What a kill left of people's decisions.
struct Unfinished {
  bool decisions = false;       ///< decisions.jsonl has lines that the catalog does not have
  std::set<std::string> clips;  ///< whose frames were not made again after a decision on their region or window
  bool any() const { return decisions || !clips.empty(); }
};
/// Reads only. Throws like manifest_copy.
Unfinished unfinished_decisions(Dataset& dataset);

/// Applies the decisions and makes the frames of the clips again; options as for make_again.
void finish_decisions(Dataset& dataset, const ImportOptions& options);

}  // namespace curate
