#include "curate/label/crop.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "catalog/clips.h"
#include "catalog/frame_sets.h"
#include "curate/label/crop_decision.h"
#include "curate/label/decide.h"
#include "curate/label/decisions.h"

namespace curate {
namespace {

using base::Code;
using base::Error;

catalog::ClipRow clip_of(Dataset& dataset, std::string_view clip) {
  auto row = catalog::find_clip(dataset.catalog(), clip);
  if (!row) throw Error(Code::NotFound, fmt::format("no clip '{}'; see 'sonoset list clips'", clip));
  return *std::move(row);
}

// What is recorded must be read again.
void record(Dataset& dataset, const catalog::Decision& decision) {
  check_crop_line(decision.kind, nlohmann::json::parse(decision.what));
  decide(dataset, decision);
}

}  // namespace

void set_region(Dataset& dataset, std::string_view clip, const model::Region& region, const Author& author) {
  check(author);
  const catalog::ClipRow row = clip_of(dataset, clip);
  if (row.clip.region == region && !row.clip.auto_region) {
    throw Error(Code::InvalidInput, fmt::format("clip '{}' has this region already", clip));
  }
  const auto set = catalog::current_frame_set(dataset.catalog(), clip);
  if (set && !region.fits(set->content.width, set->content.height)) {
    throw Error(Code::InvalidInput,
                fmt::format("the region is not within the pictures of clip '{}', which have {} x {} pixels", clip,
                            set->content.width, set->content.height));
  }
  record(dataset, region_decision(clip, region, author));
}

void set_window(Dataset& dataset, std::string_view clip, const model::Window& window, const Author& author) {
  check(author);
  if (clip_of(dataset, clip).clip.window == window) {
    throw Error(Code::InvalidInput, fmt::format("clip '{}' has this window already", clip));
  }
  record(dataset, window_decision(clip, window, author));
}

std::string cropped_clip(const catalog::Decision& decision) {
  if (decision.kind == "undo") return cropped_clip(undone_by(decision));
  const auto crop = crop_of(decision);
  return crop ? crop->clip : "";
}

}  // namespace curate
