#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "manifest/csv.h"
#include "manifest/media_files.h"

namespace manifest {

/// The inputs of a manifest besides the mapping.
struct ScaffoldInputs {
  std::vector<CsvTable> tables;  ///< one for each table of the mapping, in its order
  std::optional<std::vector<MediaFile>> files;
  std::string file_prefix;                          ///< path from the manifest's folder to the files: "clips/", or ""
  std::filesystem::path folder;                     ///< of the manifest; empty: links are not checked
  std::vector<std::filesystem::path> follow_links;  ///< links may lead out of it to below these
};

/// A row or file that is in no clip, and why.
struct Unplaced {
  std::string file;  ///< the sheet, the mapping, or the media file itself
  int line = 0;      ///< in the sheet; 0: the whole file
  std::string item;  ///< the id, or another name for it
  std::string reason;
  bool operator==(const Unplaced&) const = default;
};

}  // namespace manifest
