#pragma once

#include "publish/formats/export_format.h"

namespace publish {

/// A video of each clip, and clips.csv with a row for each.
class ClipsFormat : public ExportFormat {
 public:
  const FormatTraits& traits() const override;
  void write(ExportRun& run) const override;
};

}  // namespace publish
