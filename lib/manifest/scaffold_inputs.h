#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "manifest/csv.h"
#include "manifest/media_files.h"

namespace manifest {

/// What a manifest is made of, beside the mapping.
struct ScaffoldInputs {
  std::vector<CsvTable> tables;  ///< one for each of the mapping's, in its order
  std::optional<std::vector<MediaFile>> files;
  std::string file_prefix;       ///< from the manifest's folder to that of the files: "clips/", or ""
  std::filesystem::path folder;  ///< of the manifest; empty: links are not looked at
  std::vector<std::filesystem::path> follow_links;  ///< below these, links may lead out of it
};

/// A row or file that is in no clip, and why.
struct Unplaced {
  std::string file;  ///< the sheet, the mapping, or the media file itself
  int line = 0;      ///< of the sheet; 0: the file
  std::string item;  ///< the id, or whatever names it best
  std::string reason;
  bool operator==(const Unplaced&) const = default;
};

}  // namespace manifest
