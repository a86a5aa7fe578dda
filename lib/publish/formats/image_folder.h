#pragma once

#include "publish/formats/export_format.h"

namespace publish {

/// Folders of classes, as torchvision's ImageFolder and many others read them:
///
///   train/covid-19/CLIP-000012.png   by fold name; fold-0/… if folds have none, no folder above without a split
///   frames.csv                       one row per frame; columns: FrameTable
///
/// A fold may lack a class, so loaders must take the numbers from classes.json.
class ImageFolderFormat : public ExportFormat {
 public:
  const FormatTraits& traits() const override;
  void write(ExportRun& run) const override;
};

}  // namespace publish
