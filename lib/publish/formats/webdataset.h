#pragma once

#include "publish/formats/export_format.h"

namespace publish {

/// Tar files for WebDataset (https://github.com/webdataset/webdataset): PART-000000.tar, each with samples of one part
/// of the split. A sample is CLIP-000012.json, .png (or .jpg) and, if it has a label, .cls with the index of its class.
class WebDatasetFormat : public ExportFormat {
 public:
  const FormatTraits& traits() const override;
  void write(ExportRun& run) const override;
};

}  // namespace publish
