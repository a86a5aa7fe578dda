#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "baseline/data/samples.h"
#include "evaluation/metrics.h"
#include "evaluation/paired_difference.h"

namespace baseline {

struct TrainSummary {
  std::filesystem::path folder;  ///< of the run, below the dataset's baseline/
  Samples samples;
  evaluation::Metrics metrics;
  std::optional<evaluation::Metrics> moving;     ///< of clips with at least two frames, if there are others too
  std::optional<evaluation::Metrics> reference;  ///< of the reference baseline
  std::optional<evaluation::PairedDifference> frames, clips;  ///< accuracy minus that of the reference baseline
  std::vector<std::string> warnings;
  std::int64_t test_set_evaluations = 0;  ///< lines of evaluations.jsonl
  std::size_t label_issues = 0;           ///< flagged clips
};

}  // namespace baseline
