#pragma once

#include "baseline/train/cross_validation.h"
#include "baseline/train/run_options.h"
#include "baseline/train/train_summary.h"

namespace baseline {

/// Writes the files of a finished run; see `train`.
void write_run_files(curate::Dataset& dataset, const Plan& plan, const Results& results, const model::Split& split,
                     const TrainOptions& options, TrainSummary& summary);

}  // namespace baseline
