#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "baseline/train/selection.h"
#include "evaluation/predictions.h"

namespace baseline {

/// What is kept of a fold that is finished: enough not to open it again.
struct FoldRecord {
  Selected selected;
  std::vector<evaluation::ClipPrediction> clips;
  std::vector<evaluation::ClipPrediction> reference;
};

/// JSON, whole or not at all.
void write_record(const std::filesystem::path& file, const FoldRecord& record);
/// Nothing where there is no such file. Throws Corrupt where it is damaged.
std::optional<FoldRecord> read_record(const std::filesystem::path& file);

/// As JSON text, for model files.
std::string to_json(const Selected& selected);
/// Throws Corrupt.
Selected selected_from_json(const std::string& text);

}  // namespace baseline
