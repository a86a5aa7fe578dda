#pragma once

#include <filesystem>
#include <vector>

#include "baseline/data/samples.h"
#include "model/picture.h"

namespace baseline {

/// Reads a frame of the dataset as it is stored. Throws Corrupt if its file does not match the catalog.
model::Picture read_frame(const std::filesystem::path& dataset, const SampleFrame& frame);

}  // namespace baseline
