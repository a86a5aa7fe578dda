#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>

#include "curate/dataset.h"

namespace publish {

/// A JSON file of a run of `sonoset baseline`, below the dataset's folder. It may come from anyone, as all of a
/// dataset. Throws NotFound, Corrupt, or InvalidInput if it is too large.
nlohmann::json read_run_file(const curate::Dataset& dataset, const std::filesystem::path& name);

}  // namespace publish
