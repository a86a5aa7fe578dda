#pragma once

#include "publish/formats/export_format.h"
#include "publish/formats/frame_rows.h"

namespace publish {

/// Frames, and a table with one row each, for training:
///
///   frames.csv | frames.jsonl  one row per frame, by clip and picture; columns: FrameTable
///   frames-train.csv …         the same rows by fold name, if folds have names
///   frames/CLIP/000012.png     the pictures
class FramesFormat : public ExportFormat {
 public:
  explicit FramesFormat(RowForm form) : form_(form) {}
  const FormatTraits& traits() const override;
  void write(ExportRun& run) const override;

 private:
  RowForm form_;
};

}  // namespace publish
