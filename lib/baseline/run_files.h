#pragma once

#include "baseline/train.h"

namespace baseline {

/// What a run leaves for people and programs; see `train`.
void write_run_files(curate::Dataset& dataset, const Plan& plan, const Results& results, const model::Split& split,
                     const TrainOptions& options, TrainSummary& summary);

/// Of a file that need not be there.
std::int64_t count_lines(const std::filesystem::path& file);

}  // namespace baseline
