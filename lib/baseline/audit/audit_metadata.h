#pragma once

#include <vector>

#include "baseline/audit/folded_table.h"

namespace baseline {

/// Of each clip one frame, and where that one is tested: for what is the same in all frames of a clip.
struct OneFrameEach {
  Samples samples;
  Assignment assignment;
};
OneFrameEach one_frame_each(const Samples& samples, const Assignment& assignment);

/// What is known of the clips without looking at a pixel, a row a clip: words as columns of 0 and 1, numbers as they
/// are (bytes, pictures and duration by their logarithm; what is not known is 0 with a column that says so). container,
/// codec, extension, size, rate, duration, bytes, pictures, grey; then all of these together.
std::vector<Table> metadata_tables(const Samples& samples);
/// The source alone: it says much within a dataset, and nothing where a fold is the only one that has it.
Table source_table(const Samples& samples);

}  // namespace baseline
