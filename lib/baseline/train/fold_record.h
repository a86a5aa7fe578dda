#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "baseline/train/selection.h"
#include "evaluation/predictions.h"

namespace baseline {

/// The record of a finished fold, which need not be evaluated again.
struct FoldRecord {
  Selected selected;
  std::vector<evaluation::ClipPrediction> clips;
  std::vector<evaluation::ClipPrediction> reference;
};

/// Writes JSON atomically.
void write_record(const std::filesystem::path& file, const FoldRecord& record);
/// Nothing if there is no such file. Throws Corrupt if it is damaged.
std::optional<FoldRecord> read_record(const std::filesystem::path& file);

/// JSON for model files.
std::string to_json(const Selected& selected);
/// Throws Corrupt.
Selected selected_from_json(const std::string& text);

}  // namespace baseline
