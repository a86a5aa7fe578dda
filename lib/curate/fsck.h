#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "curate/dataset.h"

namespace curate {

/// Something that is not as it should be on disk or in the catalog.
struct Damage {
  enum class Kind { Missing, Altered, Foreign, BrokenRow };
  Kind kind = Kind::Missing;
  std::string what;     ///< a path below the dataset, or a table
  std::string message;  ///< what is wrong, and what to do next
  auto operator<=>(const Damage&) const = default;
};
std::string_view to_string(Damage::Kind kind);

/// Compares the catalog with the files, by name and size; `deep` reads every file and compares digests. Sorted.
/// `progress` is told (files checked, files in all).
std::vector<Damage> fsck(Dataset& dataset, bool deep, const std::function<void(std::int64_t, std::int64_t)>& progress);

struct Garbage {
  std::vector<std::filesystem::path> files;  ///< below the dataset, sorted
  std::int64_t bytes = 0;
};
/// Removes frame sets that no clip wants any more or that are damaged, and files below objects/ and frames/ without a
/// row; or only says which. Objects with a row stay.
Garbage gc(Dataset& dataset, bool only_say);

}  // namespace curate
