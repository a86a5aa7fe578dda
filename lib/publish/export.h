#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>

#include "curate/dataset.h"
#include "publish/formats/export_format.h"
#include "publish/formats/shard_rule.h"
#include "publish/formats/video_rule.h"
#include "publish/picture_rule.h"
#include "publish/selection.h"

namespace publish {

struct ExportOptions {
  std::string format = "csv";         ///< a name in export_formats()
  std::filesystem::path out;          ///< must not exist, or must be an empty folder
  std::string licences = "research";  ///< see curate::LicencePolicy
  SelectionOptions selection;
  PictureRule pictures;  ///< polar without a size gets kPolarSide; a size without channels those of channels_of()
  ShardRule shards;
  VideoRule videos;
  bool croissant = false;  ///< write croissant.json too
  bool link = false;       ///< hard links instead of copies, if the file system can
  std::function<void(std::int64_t done, std::int64_t total)> progress = nullptr;  ///< frames
};

/// Throws InvalidInput if the format does not exist, needs what the options lack, or does not take what they have.
void check_options(const ExportOptions& options);

/// Writes a dataset to a new folder in the given format, with what every export has:
///
///   dataset.json  split and its leaks, catalog digest, counts, licence policy, what was left out and why
///   classes.json  the numbers of the classes: Classes
///   croissant.json, files.csv  with `croissant`: croissant.h
///   LICENCES.md   every licence and source, with their terms
///   SHA256SUMS    of all files, for `sha256sum -c`
///
/// The same dataset and options give the same bytes. The folder appears complete at the end or not at all. Throws
/// InvalidInput if `out` is not free, the split is stale or no clip is left, NotFound for an unknown split, Corrupt if
/// a picture differs from the catalog.
ExportSummary export_dataset(curate::Dataset& dataset, const ExportOptions& options);

}  // namespace publish
