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
  /// `traits` must outlive it.
  FramesFormat(RowForm form, const FormatTraits& traits) : form_(form), traits_(traits) {}
  const FormatTraits& traits() const override { return traits_; }
  void write(ExportRun& run) const override;

 private:
  RowForm form_;
  const FormatTraits& traits_;
};

}  // namespace publish
