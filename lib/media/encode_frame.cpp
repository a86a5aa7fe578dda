#include "media/encode_frame.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <string>

#include "base/error.h"
#include "media/libav.h"
#include "model/picture.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace media {
namespace {

constexpr int kGreys = 224;
constexpr int kTransparent = 255;
using Rgb = std::array<int, 3>;

UniqueFrame empty_frame(int width, int height, AVPixelFormat format) {
  UniqueFrame frame(av_frame_alloc());
  frame->width = width;
  frame->height = height;
  frame->format = format;
  const int result = av_frame_get_buffer(frame.get(), 0);
  if (result < 0) throw base::Error(base::Code::Unsupported, "cannot make a frame: " + error_text(result));
  return frame;
}

/// 0 to 223 are greys, 224 to 254 other colours in order of appearance; further colours use the nearest one.
class Palette {
 public:
  Palette() {
    for (int i = 0; i < kGreys; ++i) colours_[i].fill((i * 255 + kGreys / 2 - 1) / (kGreys - 1));
  }

  std::uint8_t index(const Rgb& rgb) {
    if (rgb[0] == rgb[1] && rgb[1] == rgb[2]) return static_cast<std::uint8_t>((rgb[0] * (kGreys - 1) + 127) / 255);
    const auto from = colours_.begin() + kGreys;
    const auto to = colours_.begin() + used_;
    const auto same = std::find(from, to, rgb);
    if (same != to) return static_cast<std::uint8_t>(same - colours_.begin());
    if (used_ < kTransparent) {
      colours_[used_] = rgb;
      return static_cast<std::uint8_t>(used_++);
    }
    const auto nearest = std::min_element(
        from, to, [&](const Rgb& left, const Rgb& right) { return distance(left, rgb) < distance(right, rgb); });
    return static_cast<std::uint8_t>(nearest - colours_.begin());
  }

  void write(std::uint8_t* out) const {
    for (int i = 0; i < 256; ++i) {
      const std::uint32_t opaque = i == kTransparent ? 0 : 0xff000000U;
      const std::uint32_t argb =
          opaque | static_cast<std::uint32_t>(colours_[i][0] << 16 | colours_[i][1] << 8 | colours_[i][2]);
      std::memcpy(out + std::ptrdiff_t{4} * i, &argb, 4);
    }
  }

 private:
  static int distance(const Rgb& left, const Rgb& right) {
    return std::abs(left[0] - right[0]) + std::abs(left[1] - right[1]) + std::abs(left[2] - right[2]);
  }

  std::array<Rgb, 256> colours_{};
  int used_ = kGreys;
};

UniqueFrame make_palette_frame(const model::Picture& picture, const model::Picture* alpha) {
  UniqueFrame frame = empty_frame(picture.width, picture.height, AV_PIX_FMT_PAL8);
  Palette palette;
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* pixel = picture.row(y);
    std::uint8_t* out = frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0];
    for (int x = 0; x < picture.width; ++x, pixel += picture.channels) {
      const int last = picture.channels - 1;
      const bool hidden = alpha != nullptr && alpha->row(y)[x] < 128;
      out[x] = hidden ? kTransparent : palette.index({pixel[0], pixel[last / 2], pixel[last]});
    }
  }
  palette.write(frame->data[1]);
  return frame;
}

UniqueFrame source_frame(const model::Picture& picture, const model::Picture* alpha) {
  const AVPixelFormat opaque = picture.channels == 1 ? AV_PIX_FMT_GRAY8 : AV_PIX_FMT_RGB24;
  UniqueFrame frame = empty_frame(picture.width, picture.height, alpha != nullptr ? AV_PIX_FMT_RGBA : opaque);
  for (int y = 0; y < picture.height; ++y) {
    std::uint8_t* out = frame->data[0] + static_cast<std::ptrdiff_t>(y) * frame->linesize[0];
    const std::uint8_t* pixel = picture.row(y);
    if (alpha == nullptr) {
      std::memcpy(out, pixel, picture.row_bytes());
      continue;
    }
    for (int x = 0; x < picture.width; ++x, pixel += picture.channels, out += 4) {
      const int last = picture.channels - 1;
      out[0] = pixel[0];
      out[1] = pixel[last / 2];
      out[2] = pixel[last];
      out[3] = alpha->row(y)[x];
    }
  }
  return frame;
}

}  // namespace

UniqueFrame make_frame(const model::Picture& picture, const model::Picture* alpha, int wanted) {
  const auto format = static_cast<AVPixelFormat>(wanted);
  if (format == AV_PIX_FMT_PAL8) return make_palette_frame(picture, alpha);
  UniqueFrame source = source_frame(picture, alpha);
  if (source->format == format) return source;
  const UniqueScaler scaler(sws_getContext(
      picture.width, picture.height, static_cast<AVPixelFormat>(source->format), picture.width, picture.height, format,
      SWS_BICUBIC | SWS_BITEXACT | SWS_ACCURATE_RND | SWS_FULL_CHR_H_INT, nullptr, nullptr, nullptr));
  if (!scaler) {
    throw base::Error(base::Code::Unsupported,
                      std::string("cannot convert pictures to ") + av_get_pix_fmt_name(format));
  }
  UniqueFrame frame = empty_frame(picture.width, picture.height, format);
  const int result = sws_scale_frame(scaler.get(), frame.get(), source.get());
  if (result < 0) throw base::Error(base::Code::Unsupported, "cannot convert a picture: " + error_text(result));
  return frame;
}

}  // namespace media
