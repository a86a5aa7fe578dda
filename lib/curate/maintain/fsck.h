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

/// Something that nothing needs.
struct Garbage {
  std::filesystem::path what;                ///< a file or the folder of a frame set, below the dataset
  std::string why;                           ///< "frames of clip 'a', which no manifest has any more"
  std::vector<std::filesystem::path> files;  ///< that are there
  std::int64_t bytes = 0;                    ///< of these
};
/// Removes frame sets that no clip wants any more or that are damaged, imported files that no clip needs any more,
/// files below objects/ and frames/ without a row, downloads that nothing waits for, and what is remembered of clips
/// that manifests no longer have; or only says what it would remove, and then reads only.
std::vector<Garbage> gc(Dataset& dataset, bool only_say);

}  // namespace curate
