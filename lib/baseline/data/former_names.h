#pragma once

#include <string_view>

namespace baseline {

/// What 0.1.0 called what is in the files of a run: runs that it made must still be read. `name` is today's; it is
/// returned as it is where it never had another. All such names are in the table in the .cpp.
///
/// - records of folds (`folds/*.json`) and the metadata of models: keys
/// - models (`model/*.safetensors`): what names of tensors begin with
/// - `--head` and the head in `model/model.json`: its values
/// - folders of audits: what their names begin with, and their files
std::string_view former_name(std::string_view name);

/// Today's, of a name of 0.1.0 or today's.
std::string_view current_name(std::string_view name);

}  // namespace baseline
