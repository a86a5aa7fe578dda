#pragma once

#include <string_view>

namespace baseline {

/// The name that 0.1.0 used in the files of a run, so that its runs can still be read; `name` itself if it has not
/// changed. Covers:
///
/// - fold records (`folds/*.json`) and metadata of models: keys
/// - models (`model/*.safetensors`): prefixes of tensor names
/// - `--head` and the head in `model/model.json`: values
/// - folders of audits: prefix and file names
std::string_view former_name(std::string_view name);

/// The current name, from a current name or one of 0.1.0.
std::string_view current_name(std::string_view name);

}  // namespace baseline
