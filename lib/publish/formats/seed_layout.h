#pragma once

#include "publish/formats/export_format.h"

namespace publish {

/// The layout that POCOVID-Net's cross_val_splitter.py makes and its train_covid19.py and test.py read
/// (github.com/jannisborn/covid19_ultrasound):
///
///   cross_validation/split0/covid-19/CLIP.mp4_frame12.png   a frame of a video: two dots, name before the first
///   cross_validation/split0/covid-19/CLIP.png               a still: one dot
///   frames.csv                                              one row per frame; columns: FrameTable
///
/// The last digit of a folder is the fold, so there are at most ten.
class SeedFormat : public ExportFormat {
 public:
  const FormatTraits& traits() const override;
  void write(ExportRun& run) const override;
};

}  // namespace publish
