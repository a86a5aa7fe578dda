#pragma once

#include "publish/formats/export_format.h"

namespace publish {

/// COCO's JSON (cocodataset.org/#format-data), with videos as CocoVID has them (github.com/open-mmlab/mmtracking):
///
///   annotations/train.json       by fold name; fold-0.json if folds have none, all.json without a split
///   data/CLIP/000012.png
///
/// Each clip is a video and each frame an image with `license`, `video_id` and `frame_id`. COCO has no labels of whole
/// images: a clip's label is a box over the whole picture, with `"whole_picture": true`. Categories are numbered from
/// 1, in the order of classes.json. A clip's sector, if known, is an annotation of each of its frames: a polygon, as a
/// single object has, of the category "sector", whose number is the last.
class CocoFormat : public ExportFormat {
 public:
  const FormatTraits& traits() const override;
  void write(ExportRun& run) const override;
};

}  // namespace publish
