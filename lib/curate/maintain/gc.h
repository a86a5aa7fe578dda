#pragma once

#include <cstdint>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "base/digest.h"
#include "curate/dataset.h"

namespace curate {

/// Files that nothing needs.
struct Garbage {
  std::filesystem::path what;                ///< a file or the folder of a frame set, relative to the dataset
  std::string why;                           ///< "imported file that no clip uses"
  std::vector<std::filesystem::path> files;  ///< that exist
  std::int64_t bytes = 0;                    ///< of these files
};

/// What `gc` would remove.
struct GarbageReport {
  std::vector<Garbage> garbage;
  std::vector<model::FrameSet> sets;  ///< of the garbage
  std::int64_t objects = 0;           ///< imported files of the garbage
  std::int64_t all_objects = 0;       ///< in objects/
  std::set<base::Digest> named;       ///< see named_objects

  /// Whether more than a fifth of the imported files would be removed, which a wrong catalog would also look like.
  bool is_large() const { return objects * 5 > all_objects; }
};

/// Finds frame sets that are damaged or that no clip uses, imported files that no clip uses, files below objects/ and
/// frames/ that are not in the catalog, and downloads that no clip waits for. Imported files that a file in manifests/
/// or decisions.jsonl names are needed, whatever the catalog says. Throws Corrupt if the catalog has broken rows, or
/// lacks a manifest that is in manifests/: then it cannot tell what is needed.
GarbageReport find_garbage(Dataset& dataset);

/// Removes these files, and rows of removed clips.
void remove_garbage(Dataset& dataset, const GarbageReport& report);

/// Digests in the dataset's copies of manifests, their locks and outcomes, and in decisions.jsonl.
std::set<base::Digest> named_objects(const Dataset& dataset);
/// Whether a file of the dataset, relative to it, is an object that is `named`.
bool is_named_object(const std::filesystem::path& file, const std::set<base::Digest>& named);

}  // namespace curate
