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

/// Compares the catalog with the files, by name and size; `deep` reads every file and compares digests. Sorted.
/// `progress` gets (files checked, all files).
std::vector<Damage> fsck(Dataset& dataset, bool deep, const std::function<void(std::int64_t, std::int64_t)>& progress);

/// Files that nothing needs.
struct Garbage {
  std::filesystem::path what;                ///< a file or the folder of a frame set, relative to the dataset
  std::string why;                           ///< "imported file that no clip uses"
  std::vector<std::filesystem::path> files;  ///< that exist
  std::int64_t bytes = 0;                    ///< of these files
};
/// Removes frame sets that are damaged or that no clip uses, imported files that no clip uses, files below objects/ and
/// frames/ that are not in the catalog, downloads that no clip waits for, and rows of removed clips. With `only_say` it
/// only lists what it would remove.
std::vector<Garbage> gc(Dataset& dataset, bool only_say);

}  // namespace curate
