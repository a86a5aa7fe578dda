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

/// What is to be written, and where to.
struct ExportJob {
  curate::Dataset& dataset;
  const Selection& selection;
  const curate::LicencePolicy& policy;  ///< by which the selection was made
  bool link = false;                    ///< hard links instead of copies, where the file system can
  PictureRule pictures;                 ///< one that changes pictures leaves nothing to link
  AtomicFolder& folder;
};

struct ExportSummary {
  std::int64_t clips = 0;
  std::int64_t frames = 0;
  std::int64_t linked = 0;  ///< frames that are hard links; the others were copied (blocks shared where possible)
  std::string stale;        ///< why the split no longer fits, where it was taken as it is
  std::map<std::string, std::vector<std::string>> left_out;  ///< by reason: clips, sorted
};

/// A form in which a dataset goes out. To add one: a file in this folder, and a line in export_formats.cpp.
class ExportFormat {
 public:
  virtual ~ExportFormat() = default;
  /// The word for it on the command line.
  virtual std::string_view name() const = 0;
  /// In under ten words.
  virtual std::string_view description() const = 0;
  /// Fills the folder; the caller gives it its name. The same dataset and selection give the same bytes. Throws Corrupt
  /// where a picture is not the one that the catalog knows.
  virtual ExportSummary write(const ExportJob& job) const = 0;
};

}  // namespace publish
