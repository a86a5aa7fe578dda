#include "image/luma.h"

#include "base/error.h"
#include "base/vectorised.h"
#include "model/picture.h"

namespace image {

LumaRows::LumaRows(const model::Picture& picture) : picture_(picture) {
  if (picture.width <= 0 || picture.height <= 0) {
    throw base::Error(base::Code::InvalidInput, "the picture is empty");
  }
  if (picture.channels != 1 && picture.channels != 3) {
    throw base::Error(base::Code::InvalidInput, "a picture must have one or three channels");
  }
  if (picture.channels == 3) buffer_.resize(static_cast<std::size_t>(picture.width));
}

std::span<const std::uint8_t> LumaRows::operator()(int y) {
  if (picture_.channels == 1) return picture_.row_span(y);
  rgb_to_luma(picture_.row(y), buffer_);
  return buffer_;
}

SONOSET_VECTORISED void rgb_to_luma(const std::uint8_t* rgb, std::span<std::uint8_t> luma) {
  for (std::uint8_t& value : luma) {
    value = static_cast<std::uint8_t>((77 * rgb[0] + 150 * rgb[1] + 29 * rgb[2] + 128) / 256);
    rgb += 3;
  }
}

}  // namespace image
