#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "curate/dataset.h"
#include "curate/release/licences.h"
#include "publish/atomic_folder.h"
#include "publish/picture_rule.h"
#include "publish/selection.h"

namespace publish {

/// What to write, and where.
struct ExportJob {
  curate::Dataset& dataset;
  const Selection& selection;
  const curate::LicencePolicy& policy;  ///< that the selection was made with
  bool link = false;                    ///< hard links instead of copies, if the file system can
  PictureRule pictures;                 ///< changed pictures cannot be linked
  AtomicFolder& folder;
};

struct ExportSummary {
  std::int64_t clips = 0;
  std::int64_t frames = 0;
  std::int64_t linked = 0;  ///< frames that are hard links; others are copies (sharing blocks if possible)
  std::string stale;        ///< why the split no longer fits, if it was exported anyway
  std::map<std::string, std::vector<std::string>> left_out;  ///< by reason: clips, sorted
};

/// An export format. To add one, add a file to this folder and a line to export_formats.cpp.
class ExportFormat {
 public:
  virtual ~ExportFormat() = default;
  /// Its name on the command line.
  virtual std::string_view name() const = 0;
  /// In under ten words.
  virtual std::string_view description() const = 0;
  /// Fills the folder; the caller publishes it. The same dataset and selection give the same bytes. Throws Corrupt if a
  /// picture differs from the catalog.
  virtual ExportSummary write(const ExportJob& job) const = 0;
};

}  // namespace publish
