#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "curate/dataset.h"
#include "curate/release/licences.h"

namespace publish {

enum class ExportFormat { Csv, Jsonl };

struct ExportOptions {
  ExportFormat format = ExportFormat::Csv;
  std::filesystem::path out;          ///< must not exist, or be an empty folder
  std::string split;                  ///< its name; empty: none
  std::string axis;                   ///< of the column "label"; empty: the split's, else "diagnosis"
  std::string licences = "research";  ///< see curate::LicencePolicy
  bool labelled_only = false;         ///< clips without a label stay out
  bool link = false;                  ///< hard links instead of copies, where the file system can
};

struct ExportSummary {
  std::int64_t clips = 0;
  std::int64_t frames = 0;
  std::int64_t linked = 0;  ///< frames that are hard links; the others were copied (blocks shared where possible)
  std::map<std::string, std::vector<std::string>> left_out;  ///< by reason: clips, sorted
};

/// Writes a dataset for training to a new folder:
///
///   frames.csv | frames.jsonl  a row a frame, by clip and picture; columns: frame_columns()
///   frames/CLIP/000012.png     the pictures
///   dataset.json               what it is: split and its leaks, catalog digest, counts, policy, what was left out and
///   why LICENCES.md                every licence and source in it, with what they ask for SHA256SUMS all of these, as
///   `sha256sum -c` reads it
///
/// The same dataset and options give the same bytes. The folder appears whole at the end or not at all. Throws
/// InvalidInput where `out` is not free, the split is stale, or nothing passes, NotFound for an unknown split, Corrupt
/// where a picture is not the one that the catalog knows.
ExportSummary export_dataset(curate::Dataset& dataset, const ExportOptions& options);

/// What each row has, in this order. Empty (null in JSON): no split, no label, unknown.
const std::vector<std::string>& frame_columns();

/// What is known of licences: SPDX's, and those that the dataset's manifests state.
curate::LicenceLookup licence_lookup(curate::Dataset& dataset);

}  // namespace publish
