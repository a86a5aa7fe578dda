#pragma once

#include <filesystem>
#include <string>

#include "curate/dataset.h"
#include "publish/formats/export_format.h"
#include "publish/selection.h"

namespace publish {

struct ExportOptions {
  std::string format = "csv";         ///< a name in export_formats()
  std::filesystem::path out;          ///< must not exist, or be an empty folder
  std::string licences = "research";  ///< see curate::LicencePolicy
  SelectionOptions selection;
  PictureRule pictures;  ///< a size without channels: as many as channels_of() says
  bool link = false;     ///< hard links instead of copies, where the file system can
};

/// Writes a dataset to a new folder, as its format says, with SHA256SUMS of all that is in it, as `sha256sum -c` reads
/// it. The same dataset and options give the same bytes. The folder appears whole at the end or not at all. Throws
/// InvalidInput where `out` is not free, the split is stale, or nothing passes, NotFound for an unknown split, Corrupt
/// where a picture is not the one that the catalog knows.
ExportSummary export_dataset(curate::Dataset& dataset, const ExportOptions& options);

}  // namespace publish
