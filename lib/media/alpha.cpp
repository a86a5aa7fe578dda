#include "media/alpha.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "media/libav.h"
#include "model/region.h"

namespace media {
namespace {

bool is_opaque_palette(const AVFrame& frame, const model::Region& region) {
  std::array<std::uint32_t, 256> colours{};  // 0xAARRGGBB
  std::memcpy(colours.data(), frame.data[1], sizeof colours);
  for (int y = region.y; y < region.y + region.height; ++y) {
    const std::uint8_t* row = frame.data[0] + std::ptrdiff_t{frame.linesize[0]} * y + region.x;
    if (std::any_of(row, row + region.width, [&](std::uint8_t index) { return colours[index] >> 24 != 255; }))
      return false;
  }
  return true;
}

}  // namespace

bool is_opaque(const AVFrame& frame, const model::Region& region) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  constexpr std::uint64_t kNotRead = AV_PIX_FMT_FLAG_FLOAT | AV_PIX_FMT_FLAG_HWACCEL;
  if (format == nullptr || (format->flags & AV_PIX_FMT_FLAG_ALPHA) == 0 || (format->flags & kNotRead) != 0) return true;
  if ((format->flags & AV_PIX_FMT_FLAG_PAL) != 0) return is_opaque_palette(frame, region);
  const int alpha = format->nb_components - 1;
  const int opaque = (1 << format->comp[alpha].depth) - 1;
  std::vector<std::uint16_t> row(static_cast<std::size_t>(region.width));
  for (int y = region.y; y < region.y + region.height; ++y) {
    av_read_image_line(row.data(), const_cast<const std::uint8_t**>(frame.data), frame.linesize, format, region.x, y,
                       alpha, region.width, 0);
    if (std::ranges::any_of(row, [opaque](std::uint16_t value) { return value != opaque; })) return false;
  }
  return true;
}

}  // namespace media
