#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "curate/dataset.h"

namespace curate {

/// Damage on disk or in the catalog.
struct Damage {
  enum class Kind { Missing, Altered, Foreign, BrokenRow, WrongLine };
  Kind kind = Kind::Missing;
  std::string what;     ///< a path relative to the dataset, or a table; with a line of decisions.jsonl its number
  std::string message;  ///< what is wrong, and what to do next
  auto operator<=>(const Damage&) const = default;
};
std::string_view to_string(Damage::Kind kind);

struct FsckReport {
  std::vector<Damage> damage;  ///< sorted
  /// Another process writes the dataset: files that are not in the catalog may be its, and are not in `damage`.
  bool being_written = false;
};

/// Compares the catalog with the files, by name and size; `deep` reads every file and compares digests. `progress` gets
/// (files checked, all files).
FsckReport fsck(Dataset& dataset, bool deep, const std::function<void(std::int64_t, std::int64_t)>& progress);

}  // namespace curate
