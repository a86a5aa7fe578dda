#include "upright_frame.h"

#include <utility>

#include "image/transform.h"
#include "sampling/pixels_digest.h"

namespace worker {

UprightFrame upright(sampling::SampledPicture& picture) {
  const sampling::Orientation& turn = picture.orientation;
  const bool turned = turn != sampling::Orientation{};
  UprightFrame made;
  made.pixels = turned ? image::orient(picture.pixels, turn.clockwise_deg, turn.mirrored) : std::move(picture.pixels);
  made.frame.picture = picture.picture;
  made.frame.pts = picture.pts;
  made.frame.time_source = picture.time_source;
  made.frame.width = made.pixels.width;
  made.frame.height = made.pixels.height;
  made.frame.channels = made.pixels.channels;
  made.frame.pixels = sampling::pixels_digest(made.pixels);
  return made;
}

}  // namespace worker
