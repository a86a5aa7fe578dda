#include "media/colour.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <cstdint>

#include "base/vectorised.h"
#include "media/libav.h"
#include "model/picture.h"
#include "model/region.h"

namespace media {
namespace {

constexpr int kMaxChroma = 4;  // of 256 levels
constexpr int kMaxSpread = 8;  // of 256 levels
constexpr std::int64_t kOneIn = 10000;

bool few(std::int64_t coloured, std::int64_t samples) { return coloured * kOneIn <= samples; }

/// Counts the samples of a row in which either plane is coloured. Values below `low` wrap round and count as coloured.
template <typename Sample>
inline std::int64_t count_coloured(const std::uint8_t* first, const std::uint8_t* second, int count, int shift) {
  const auto* a = reinterpret_cast<const Sample*>(first);
  const auto* b = reinterpret_cast<const Sample*>(second);
  const auto low = static_cast<Sample>((128 - kMaxChroma) << shift);
  const auto range = static_cast<Sample>((2 * kMaxChroma) << shift);
  int coloured = 0;
  for (int x = 0; x < count; ++x) {
    const bool far_a = static_cast<Sample>(a[x] - low) > range;
    const bool far_b = static_cast<Sample>(b[x] - low) > range;
    coloured += static_cast<int>(far_a) | static_cast<int>(far_b);
  }
  return coloured;
}

SONOSET_VECTORISED std::int64_t count_row(const std::uint8_t* first, const std::uint8_t* second, int count) {
  return count_coloured<std::uint8_t>(first, second, count, 0);
}

SONOSET_VECTORISED std::int64_t count_deep_row(const std::uint8_t* first, const std::uint8_t* second, int count,
                                               int shift) {
  return count_coloured<std::uint16_t>(first, second, count, shift);
}

}  // namespace

bool has_planar_chroma(int format) {
  const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(format));
  if (description == nullptr) return false;
  constexpr std::uint64_t kOther = AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BE |
                                   AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL | AV_PIX_FMT_FLAG_FLOAT |
                                   AV_PIX_FMT_FLAG_BAYER;
  if ((description->flags & kOther) != 0) return false;
  if (description->nb_components < 3) return description->nb_components > 0 && format != AV_PIX_FMT_MONOWHITE;
  const AVComponentDescriptor* parts = description->comp;
  const int bytes = parts[1].depth > 8 ? 2 : 1;
  return parts[1].plane == 1 && parts[2].plane == 2 && parts[1].step == bytes && parts[2].step == bytes &&
         parts[1].shift == 0 && parts[2].shift == 0 && parts[1].depth >= 8 && parts[1].depth == parts[2].depth;
}

bool is_grey_planar(const AVFrame& frame, const model::Region& region) {
  const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  if (description->nb_components < 3) return true;
  const int sx = description->log2_chroma_w;
  const int sy = description->log2_chroma_h;
  const int left = region.x >> sx;
  const int right = ((region.x + region.width - 1) >> sx) + 1;
  const int top = region.y >> sy;
  const int bottom = ((region.y + region.height - 1) >> sy) + 1;
  const bool deep = description->comp[1].depth > 8;
  const int shift = description->comp[1].depth - 8;
  const std::ptrdiff_t offset = static_cast<std::ptrdiff_t>(left) * (deep ? 2 : 1);
  std::int64_t coloured = 0;
  for (int y = top; y < bottom; ++y) {
    const std::uint8_t* first = frame.data[1] + std::ptrdiff_t{frame.linesize[1]} * y + offset;
    const std::uint8_t* second = frame.data[2] + std::ptrdiff_t{frame.linesize[2]} * y + offset;
    coloured += deep ? count_deep_row(first, second, right - left, shift) : count_row(first, second, right - left);
  }
  return few(coloured, std::int64_t{right - left} * (bottom - top));
}

bool is_grey_rgb(const model::Picture& picture) {
  std::int64_t coloured = 0;
  for (int y = 0; y < picture.height; ++y) {
    const std::uint8_t* row = picture.row(y);
    for (int x = 0; x < picture.width; ++x, row += 3) {
      coloured += std::max({row[0], row[1], row[2]}) - std::min({row[0], row[1], row[2]}) > kMaxSpread ? 1 : 0;
    }
  }
  return few(coloured, std::int64_t{picture.width} * picture.height);
}

}  // namespace media
