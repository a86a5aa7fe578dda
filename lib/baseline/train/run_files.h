#pragma once

#include "baseline/train.h"

namespace baseline {

/// What a run leaves for people and programs; see `train`.
void write_run_files(curate::Dataset& dataset, const Plan& plan, const Results& results, const model::Split& split,
                     const TrainOptions& options, TrainSummary& summary);

}  // namespace baseline
