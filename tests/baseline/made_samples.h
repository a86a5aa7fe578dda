#pragma once

#include "baseline/data/subset.h"

namespace test {

/// A dataset that is only numbers: `subjects` of each class, each with `clips` clips of `frames` frames. The classes
/// differ in the first inputs; every subject has an offset of its own, which says nothing of the class.
struct MadeSamples {
  baseline::Samples samples;
  baseline::Inputs inputs;  ///< [frames, 6]
};
MadeSamples made_samples(int classes, int subjects, int clips, int frames, double signal);

}  // namespace test
