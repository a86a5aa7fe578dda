#pragma once

#include <string>

namespace publish {

/// Hugging Face's name of a licence (huggingface.co/docs/hub/repositories-licenses), given by its SPDX id; "unknown"
/// for an empty id, "other" for one that Hugging Face does not know.
std::string hub_licence(const std::string& spdx);

}  // namespace publish
