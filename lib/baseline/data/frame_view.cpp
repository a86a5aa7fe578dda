#include "baseline/data/frame_view.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "base/error.h"
#include "image/sector_view.h"

namespace baseline {

model::Picture seen_in(model::View view, model::Picture frame, const std::optional<model::Sector>& sector) {
  if (view == model::View::Crop) return frame;
  if (!sector || view == model::View::Whole) {
    throw base::Error(base::Code::InvalidInput,
                      fmt::format("a frame cannot be shown in the view '{}'", model::to_string(view)));
  }
  return view == model::View::Masked ? image::masked(frame, *sector)
                                     : image::polar(frame, *sector, kPolarSide, kPolarSide);
}

base::Digest seen_digest(model::View view, const SampleClip& clip, const SampleFrame& frame) {
  if (view == model::View::Crop) return frame.facts.pixels;
  const std::string sector = clip.sector ? model::sector_json(*clip.sector).dump() : std::string();
  return base::sha256(fmt::format("view {} 1\nside {}\n{}\n{}\n", model::to_string(view), kPolarSide, sector,
                                  frame.facts.pixels.hex()));
}

}  // namespace baseline
