#pragma once

#include <vector>

#include "baseline/audit/folded_table.h"

namespace baseline {

/// One frame per clip and its fold: for predictors that are the same for all frames of a clip.
struct OneFrameEach {
  Samples samples;
  Assignment assignment;
};
OneFrameEach one_frame_each(const Samples& samples, const Assignment& assignment);

/// Metadata of the clips, one row per clip: container, codec, extension, size, rate, duration, bytes, pictures, grey;
/// then all of these together. Words are one-hot columns. Numbers are used directly (bytes, pictures and duration as
/// logarithms) with a second column that is 1 if the number is unknown.
std::vector<Table> metadata_tables(const Samples& samples);
/// The source alone, which carries no information in a fold that is the only one to have it.
Table source_table(const Samples& samples);

}  // namespace baseline
