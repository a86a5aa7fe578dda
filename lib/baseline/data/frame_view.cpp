#include "baseline/data/frame_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "image/sector_view.h"

namespace baseline {

namespace {

model::Picture seen_in(model::View view, model::Picture frame, const std::optional<model::Sector>& sector) {
  if (view == model::View::Crop) return frame;
  if (!sector || view == model::View::Whole) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("a frame cannot be shown in the view '{}'", model::to_string(view)));
  }
  return view == model::View::Masked ? image::masked(frame, *sector)
                                     : image::polar(frame, *sector, kPolarSide, kPolarSide);
}

}  // namespace

void SeenFrames::add(model::View view, model::Picture frame, const std::optional<model::Sector>& sector) {
  if (view == model::View::Masked) inside.push_back(sector_in(view, frame.width, frame.height, sector));
  pictures.push_back(seen_in(view, std::move(frame), sector));
}

model::Picture sector_in(model::View view, int width, int height, const std::optional<model::Sector>& sector) {
  model::Picture white(width, height, 1);
  for (int y = 0; y < height; ++y) std::fill_n(white.row(y), white.row_bytes(), std::uint8_t{255});
  return seen_in(view == model::View::Crop ? model::View::Masked : view, std::move(white), sector);
}

base::Digest seen_digest(model::View view, const SampleClip& clip, const SampleFrame& frame) {
  if (view == model::View::Crop) return frame.facts.pixels;
  const std::string sector = clip.sector ? model::sector_json(*clip.sector).dump() : std::string();
  return base::sha256(fmt::format("view {} 2\nside {}\n{}\n{}\n", model::to_string(view), kPolarSide, sector,
                                  frame.facts.pixels.hex()));
}

}  // namespace baseline
