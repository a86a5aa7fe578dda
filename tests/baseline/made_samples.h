#pragma once

#include "baseline/data/subset.h"

namespace test {

/// A numeric dataset: `subjects` per class, each with `clips` clips of `frames` frames. The classes differ in the first
/// inputs; each subject has an offset that is independent of the class.
struct MadeSamples {
  baseline::Samples samples;
  baseline::Inputs inputs;  ///< [frames, 6]
};
MadeSamples made_samples(int classes, int subjects, int clips, int frames, double signal);

}  // namespace test
