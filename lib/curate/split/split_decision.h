#pragma once

#include <map>
#include <string>
#include <string_view>

#include "model/split.h"

namespace curate {

/// A split as decisions.jsonl keeps it: whole, so that it comes back with the catalog gone. It need not follow from its
/// parameters.
struct RecordedSplit {
  model::Split split;
  std::map<std::string, std::string> values;  ///< of each of its clips the label on the split's axis; empty: none
};

/// JSON: {"name", "folds", "by", "seed", "axis", "unknown", "groups": [{"fold", "clips", "labels" (one a clip, "" for
/// none), "link" (what holds it together, weakest: "kind", "key", "first", "second"), where there is one}]}, and "file"
/// and "fold_names" where there are such. `stale` is not in it.
std::string to_json(const RecordedSplit& recorded);

/// Throws InvalidInput for anything that to_json does not write: the file may have come from elsewhere.
RecordedSplit parse_recorded_split(std::string_view json);

}  // namespace curate
