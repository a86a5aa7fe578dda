#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "model/sector.h"

namespace model {

/// The pixels of a picture that are inside of something, as lengths of runs row after row: outside and inside in turn,
/// beginning outside, so that the first may be 0.
using MaskRuns = std::vector<std::uint32_t>;

/// The sector's pixels in a picture of this size.
MaskRuns mask_runs(const Sector& sector, int width, int height);
/// Each length as an unsigned LEB128 (DWARF 5, section 7.6).
std::string to_bytes(const MaskRuns& runs);

}  // namespace model
