#include "publish/formats/frames.h"

#include <fmt/format.h>

namespace publish {
namespace {

constexpr FormatTraits kCsv{.name = "csv", .description = "Frames and a CSV table"};
constexpr FormatTraits kJsonl{.name = "jsonl", .description = "Frames and one JSON line each"};

}  // namespace

const FormatTraits& FramesFormat::traits() const { return form_ == RowForm::Csv ? kCsv : kJsonl; }

void FramesFormat::write(ExportRun& run) const {
  FrameRows rows(run, form_, true);
  run.for_each_clip([&](const ClipFacts& facts) {
    for (const model::Frame& frame : facts.set.frames) {
      const std::string stem = fmt::format("frames/{}/{:06}", facts.unit.clip, frame.picture);
      rows.add(facts, frame, run.place(facts, frame, stem));
    }
  });
  rows.close();
}

}  // namespace publish
