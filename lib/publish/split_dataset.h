#pragma once

#include "curate/dataset.h"
#include "model/split.h"
#include "publish/split_report.h"

namespace publish {

/// Makes a split of the clips whose frames are done, checks with independent code what leaks, keeps it under its name
/// (replacing one of that name), and reports. Throws InvalidInput for a name that is no id and where no such split
/// exists.
SplitReport split_dataset(curate::Dataset& dataset, const model::SplitParameters& parameters);

}  // namespace publish
