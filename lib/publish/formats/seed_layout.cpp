#include "publish/formats/seed_layout.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/error.h"
#include "base/text.h"
#include "publish/formats/export_run.h"
#include "publish/formats/frame_rows.h"

namespace publish {
namespace {

constexpr FormatTraits kSeed{.name = "seed",
                             .description = "The cross_validation folder that POCOVID-Net's code reads",
                             .needs_split = true,
                             .needs_labels = true};

// The extension of the clip's file. The code of the seed looks for the video under this name.
std::string extension_of(const model::Clip& clip) {
  constexpr std::size_t kMaxBytes = 5;
  const std::string path = clip.path.empty() ? clip.url : clip.path;
  const std::string_view extension = std::string_view(path).substr(std::min(path.rfind('.'), path.size() - 1) + 1);
  const bool plain = !extension.empty() && extension.size() <= kMaxBytes && std::ranges::all_of(extension, [](char c) {
    return base::is_small_letter(c) || base::is_digit(c);
  });
  return plain ? std::string(extension) : "video";
}

std::string seed_name(const ClipFacts& facts, const model::Frame& frame) {
  if (facts.set.content.pictures == 1) return facts.unit.clip;
  return fmt::format("{}.{}_frame{}", facts.unit.clip, extension_of(facts.clip), frame.picture);
}

}  // namespace

const FormatTraits& SeedFormat::traits() const { return kSeed; }

void SeedFormat::write(ExportRun& run) const {
  constexpr int kMaxFolds = 10;
  if (run.selection().split->parameters.folds > kMaxFolds) {
    throw base::Error(base::Code::InvalidInput,
                      "format 'seed' takes at most 10 folds: its code reads the last digit of a folder as the fold");
  }
  FrameRows rows(run, RowForm::Csv, false);
  run.for_each_clip([&](const ClipFacts& facts) {
    for (const model::Frame& frame : facts.set.frames) {
      const std::string stem = fmt::format("cross_validation/split{}/{}/{}", run.fold_of(facts, frame).value(),
                                           facts.unit.value, seed_name(facts, frame));
      rows.add(facts, frame, run.place(facts, frame, stem));
    }
  });
  rows.close();
}

}  // namespace publish
