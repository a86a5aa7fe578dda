#pragma once

#include <filesystem>
#include <string>

#include "evaluation/predictions.h"

namespace baseline {

/// A run of `train` that came to its end, as its folder tells.
struct FinishedRun {
  std::filesystem::path folder;
  std::string axis;
  evaluation::Predictions predictions;  ///< out of fold: each clip by models that were not trained on it
};

/// `name` is that of a folder below the dataset's baseline/; empty: the run that ended last (see run_record.h). Throws
/// NotFound, which lists the runs, if there is none of that name; Corrupt if its files are damaged.
FinishedRun read_run(const std::filesystem::path& dataset, const std::string& name);

}  // namespace baseline
