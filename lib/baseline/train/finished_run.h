#pragma once

#include <filesystem>
#include <string>

#include "evaluation/predictions.h"

namespace baseline {

/// A finished run of `train`, read from its folder.
struct FinishedRun {
  std::filesystem::path folder;
  std::string axis;
  evaluation::Predictions predictions;  ///< out of fold
};

/// `name`: a folder in the dataset's baseline/, or empty for the run that finished last (see run_record.h). Throws
/// NotFound with the known runs if there is none of that name, Corrupt if its files are damaged.
FinishedRun read_run(const std::filesystem::path& dataset, const std::string& name);

}  // namespace baseline
