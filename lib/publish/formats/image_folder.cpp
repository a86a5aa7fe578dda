#include "publish/formats/image_folder.h"

#include "publish/formats/export_run.h"
#include "publish/formats/frame_rows.h"

namespace publish {
namespace {

constexpr FormatTraits kImageFolder{
    .name = "imagefolder", .description = "A folder for each class, for torchvision", .needs_labels = true};

}  // namespace

const FormatTraits& ImageFolderFormat::traits() const { return kImageFolder; }

void ImageFolderFormat::write(ExportRun& run) const {
  FrameRows rows(run, RowForm::Csv, false);
  run.for_each_clip([&](const ClipFacts& facts) {
    for (const model::Frame& frame : facts.set.frames) {
      std::string folder = run.part_of(facts, frame);
      if (!folder.empty()) folder += '/';
      rows.add(facts, frame, run.place(facts, frame, folder + facts.unit.value + "/" + frame_stem(facts, frame)));
    }
  });
  rows.close();
}

}  // namespace publish
