#pragma once

#include "publish/formats/export_format.h"

namespace publish {

/// A MONAI datalist, as load_decathlon_datalist and Auto3DSeg's datafold_read read it:
///
///   datalist.json           "training": [{"image": "images/CLIP/000012.png", "label": 0, "fold": 2}, …]
///   images/CLIP/000012.png
///   frames.csv              one row per frame; columns: FrameTable
///
/// Frames of folds named train, val and test are in the lists "training", "validation" and "test"; those of another
/// name in a list of that name. Without names all are in "training". Items have no text but the image's path, as both
/// loaders may take any text for a path.
class MonaiFormat : public ExportFormat {
 public:
  const FormatTraits& traits() const override;
  void write(ExportRun& run) const override;
};

}  // namespace publish
