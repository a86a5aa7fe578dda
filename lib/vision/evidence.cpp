#include "vision/evidence.h"

#include <algorithm>

#include "base/error.h"
#include "base/vectorised.h"
#include "image/luma.h"
#include "model/picture.h"
#include "model/region.h"

namespace vision {
namespace {

SONOSET_VECTORISED void widen_range(const std::uint8_t* luma, std::uint8_t* maximum, std::uint8_t* minimum, int count) {
  for (int i = 0; i < count; ++i) {
    maximum[i] = std::max(maximum[i], luma[i]);
    minimum[i] = std::min(minimum[i], luma[i]);
  }
}

SONOSET_VECTORISED void widen_colour(const std::uint8_t* rgb, std::uint8_t* colour, int count) {
  for (int i = 0; i < count; ++i) {
    const std::uint8_t r = rgb[3 * i];
    const std::uint8_t g = rgb[3 * i + 1];
    const std::uint8_t b = rgb[3 * i + 2];
    const std::uint8_t high = std::max(std::max(r, g), b);
    const std::uint8_t low = std::min(std::min(r, g), b);
    colour[i] = std::max(colour[i], static_cast<std::uint8_t>(high - low));
  }
}

}  // namespace

void Evidence::add(const model::Picture& picture) {
  image::LumaRows luma(picture);
  const std::size_t pixels = static_cast<std::size_t>(picture.width) * static_cast<std::size_t>(picture.height);
  if (pictures_ == 0) {
    width_ = picture.width;
    height_ = picture.height;
    maximum_.assign(pixels, 0);
    minimum_.assign(pixels, 255);
  } else if (picture.width != width_ || picture.height != height_) {
    throw base::Error(base::Code::InvalidInput, "the pictures of a clip differ in size");
  }
  if (picture.channels == 3 && colour_.empty()) colour_.assign(pixels, 0);
  ++pictures_;
  for (int y = 0; y < height_; ++y) {
    const std::size_t at = static_cast<std::size_t>(y) * static_cast<std::size_t>(width_);
    widen_range(luma(y).data(), &maximum_[at], &minimum_[at], width_);
    if (picture.channels == 3) widen_colour(picture.row(y), &colour_[at], width_);
  }
}

Evidence Evidence::cropped(const model::Region& region) const {
  if (!region.fits(width_, height_))
    throw base::Error(base::Code::InvalidInput, "the region is outside of the picture");
  const auto crop = [&](const std::vector<std::uint8_t>& from, std::vector<std::uint8_t>& to) {
    for (int y = region.y; y < region.y + region.height && !from.empty(); ++y) {
      const auto row = from.begin() + static_cast<std::ptrdiff_t>(y) * width_ + region.x;
      to.insert(to.end(), row, row + region.width);
    }
  };
  Evidence part;
  part.width_ = region.width;
  part.height_ = region.height;
  part.pictures_ = pictures_;
  crop(maximum_, part.maximum_);
  crop(minimum_, part.minimum_);
  crop(colour_, part.colour_);
  return part;
}

}  // namespace vision
