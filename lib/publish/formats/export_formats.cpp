#include "publish/formats/export_formats.h"

#include <algorithm>

#include "publish/formats/clips.h"
#include "publish/formats/coco.h"
#include "publish/formats/frames.h"
#include "publish/formats/hugging_face.h"
#include "publish/formats/image_folder.h"
#include "publish/formats/monai_datalist.h"
#include "publish/formats/seed_layout.h"
#include "publish/formats/webdataset.h"

namespace publish {
namespace {

constexpr FormatTraits kCsv{.name = "csv", .description = "Frames and a CSV table"};
constexpr FormatTraits kJsonl{.name = "jsonl", .description = "Frames and one JSON line each"};
constexpr FormatTraits kCroissant{.name = "croissant", .description = "As csv, with --croissant"};

}  // namespace

const std::vector<const ExportFormat*>& export_formats() {
  static const FramesFormat csv(RowForm::Csv, kCsv);
  static const FramesFormat jsonl(RowForm::Jsonl, kJsonl);
  static const FramesFormat croissant(RowForm::Csv, kCroissant);
  static const ImageFolderFormat image_folder;
  static const HuggingFaceFormat hugging_face;
  static const WebDatasetFormat webdataset;
  static const CocoFormat coco;
  static const MonaiFormat monai;
  static const SeedFormat seed;
  static const ClipsFormat clips;
  static const std::vector<const ExportFormat*> formats = {&csv,  &jsonl, &image_folder, &hugging_face, &webdataset,
                                                           &coco, &monai, &seed,         &clips,        &croissant};
  return formats;
}

const ExportFormat* find_export_format(std::string_view name) {
  const auto& formats = export_formats();
  const auto found = std::ranges::find(formats, name, &ExportFormat::name);
  return found == formats.end() ? nullptr : *found;
}

}  // namespace publish
