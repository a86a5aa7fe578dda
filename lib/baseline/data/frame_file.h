#pragma once

#include <filesystem>
#include <vector>

#include "baseline/data/samples.h"
#include "model/picture.h"

namespace baseline {

/// A frame of the dataset, read and compared with what the catalog says of it. Throws Corrupt where it differs.
model::Picture read_frame(const std::filesystem::path& dataset, const SampleFrame& frame);

}  // namespace baseline
