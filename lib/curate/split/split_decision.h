#pragma once

#include <exception>
#include <map>
#include <string>
#include <string_view>

#include "model/split.h"

namespace curate {

/// A split as decisions.jsonl keeps it: complete, so that `rebuild` can restore it. It cannot always be made again from
/// its parameters.
struct RecordedSplit {
  model::Split split;
  std::map<std::string, std::string> values;  ///< by clip, its label on the split's axis; empty: none
};

/// JSON: {"name", "folds", "by", "seed", "axis", "unknown", "groups": [{"fold", "clips", "labels" (one for each clip,
/// "" for none), "link" (the group's weakest, if any: "kind", "key", "first", "second")}]}, and "file", "fold_names"
/// and "options" (model::options_json) if the split has them. `stale` is not included.
std::string to_json(const RecordedSplit& recorded);

/// Throws InvalidInput for anything that to_json does not write: the file may come from elsewhere.
RecordedSplit parse_recorded_split(std::string_view json);

/// What an exception of nlohmann-json says, without its name.
std::string words_of(const std::exception& error);

}  // namespace curate
