#include "publish/formats/export_formats.h"

#include <algorithm>

#include "publish/formats/coco.h"
#include "publish/formats/frames.h"
#include "publish/formats/hugging_face.h"
#include "publish/formats/image_folder.h"
#include "publish/formats/monai_datalist.h"
#include "publish/formats/seed_layout.h"

namespace publish {

const std::vector<const ExportFormat*>& export_formats() {
  static const FramesFormat csv(RowForm::Csv);
  static const FramesFormat jsonl(RowForm::Jsonl);
  static const ImageFolderFormat image_folder;
  static const HuggingFaceFormat hugging_face;
  static const CocoFormat coco;
  static const MonaiFormat monai;
  static const SeedFormat seed;
  static const std::vector<const ExportFormat*> formats = {&csv,  &jsonl, &image_folder, &hugging_face,
                                                           &coco, &monai, &seed};
  return formats;
}

const ExportFormat* find_export_format(std::string_view name) {
  const auto& formats = export_formats();
  const auto found = std::ranges::find(formats, name, &ExportFormat::name);
  return found == formats.end() ? nullptr : *found;
}

}  // namespace publish
