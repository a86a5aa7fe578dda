#include "media/pixel_converter.h"

extern "C" {
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
}

#include <algorithm>
#include <cstring>
#include <vector>

#include "base/error.h"
#include "media/libav.h"

namespace media {
namespace {

constexpr int kFlags = SWS_BICUBIC | SWS_ACCURATE_RND | SWS_BITEXACT | SWS_FULL_CHR_H_INT;

/// As in vf_scale.c: anything but a YCbCr matrix counts as BT.601.
const int* coefficients(int matrix) {
  const bool known = matrix >= 1 && matrix <= 10 && matrix != 8;
  return sws_getCoefficients(known ? matrix : AVCOL_SPC_BT470BG);
}

/// Whether grey depends only on the 8-bit luma of the same pixel in plane 0.
bool has_plain_luma(int format) {
  const AVPixFmtDescriptor* description = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(format));
  if (description == nullptr) return false;
  constexpr std::uint64_t kOther =
      AV_PIX_FMT_FLAG_RGB | AV_PIX_FMT_FLAG_PAL | AV_PIX_FMT_FLAG_BITSTREAM | AV_PIX_FMT_FLAG_HWACCEL;
  const AVComponentDescriptor& luma = description->comp[0];
  return (description->flags & kOther) == 0 && (description->flags & AV_PIX_FMT_FLAG_PLANAR) != 0 && luma.plane == 0 &&
         luma.step == 1 && luma.offset == 0 && luma.shift == 0 && luma.depth == 8;
}

model::Picture cut(model::Picture whole, const model::Region& region) {
  if (region.width == whole.width && region.height == whole.height) return whole;
  model::Picture part(region.width, region.height, whole.channels);
  const std::size_t offset = static_cast<std::size_t>(region.x) * whole.channels;
  for (int y = 0; y < region.height; ++y) std::memcpy(part.row(y), whole.row(region.y + y) + offset, part.row_bytes());
  return part;
}

}  // namespace

PixelConverter::Key PixelConverter::key_of(const AVFrame& frame) {
  return {frame.width, frame.height, frame.format, frame.color_range, frame.colorspace};
}

UniqueScaler PixelConverter::make_scaler(const Key& key, int into) {
  UniqueScaler scaler(sws_alloc_context());
  const auto format = static_cast<AVPixelFormat>(key.format);
  if (scaler) {
    av_opt_set_int(scaler.get(), "srcw", key.width, 0);
    av_opt_set_int(scaler.get(), "srch", key.height, 0);
    av_opt_set_int(scaler.get(), "src_format", format, 0);
    av_opt_set_int(scaler.get(), "dstw", key.width, 0);
    av_opt_set_int(scaler.get(), "dsth", key.height, 0);
    av_opt_set_int(scaler.get(), "dst_format", into, 0);
    av_opt_set_int(scaler.get(), "sws_flags", kFlags, 0);
    // vf_scale.c sets the chroma location for this format only.
    if (format == AV_PIX_FMT_YUV420P) av_opt_set_int(scaler.get(), "src_v_chr_pos", 128, 0);
  }
  if (!scaler || sws_init_context(scaler.get(), nullptr, nullptr) < 0) {
    const char* name = av_get_pix_fmt_name(format);
    throw base::Error(base::Code::Unsupported,
                      std::string("unsupported pixel format ") + (name != nullptr ? name : "?"));
  }
  int* in_table = nullptr;
  int* out_table = nullptr;
  int in_full = 0;
  int out_full = 0;
  int brightness = 0;
  int contrast = 0;
  int saturation = 0;
  sws_getColorspaceDetails(scaler.get(), &in_table, &in_full, &out_table, &out_full, &brightness, &contrast,
                           &saturation);
  if (key.range != AVCOL_RANGE_UNSPECIFIED) in_full = key.range == AVCOL_RANGE_JPEG ? 1 : 0;
  const int* table = coefficients(key.matrix);
  sws_setColorspaceDetails(scaler.get(), table, in_full, table, out_full, brightness, contrast, saturation);
  return scaler;
}

PixelConverter::GreyLevels PixelConverter::grey_levels(const Key& key) {
  // Converts each level with swscale itself; several rows, as its fast paths use more than one.
  Key small = key;
  small.width = 256;
  small.height = 16;
  UniqueScaler scaler = make_scaler(small, AV_PIX_FMT_GRAY8);
  UniqueFrame levels(av_frame_alloc());
  levels->format = key.format;
  levels->width = small.width;
  levels->height = small.height;
  if (av_frame_get_buffer(levels.get(), 0) < 0) throw std::bad_alloc();
  for (int plane = 0; plane < AV_NUM_DATA_POINTERS && levels->buf[plane] != nullptr; ++plane) {
    std::memset(levels->buf[plane]->data, 128, static_cast<std::size_t>(levels->buf[plane]->size));
  }
  for (int y = 0; y < small.height; ++y) {
    for (int x = 0; x < small.width; ++x) {
      levels->data[0][std::ptrdiff_t{levels->linesize[0]} * y + x] = static_cast<std::uint8_t>(x);
    }
  }
  model::Picture grey(small.width, small.height, 1);
  std::uint8_t* const rows[4] = {grey.row(0), nullptr, nullptr, nullptr};
  const int strides[4] = {static_cast<int>(grey.stride), 0, 0, 0};
  sws_scale(scaler.get(), levels->data, levels->linesize, 0, small.height, rows, strides);
  GreyLevels result;
  result.key = key;
  result.same = true;
  for (std::size_t i = 0; i < 256; ++i) {
    result.level[i] = grey.row(small.height / 2)[i];
    result.same = result.same && result.level[i] == i;
  }
  return result;
}

model::Picture PixelConverter::scaled(const AVFrame& frame, int into, int channels, const model::Region& region) {
  const Key key = key_of(frame);
  Scaler& scaler = scalers_[channels == 1 ? 0 : 1];
  if (!scaler.context || !(scaler.key == key)) scaler = {key, make_scaler(key, into)};
  model::Picture whole(frame.width, frame.height, channels);
  std::uint8_t* const rows[4] = {whole.row(0), nullptr, nullptr, nullptr};
  const int strides[4] = {static_cast<int>(whole.stride), 0, 0, 0};
  if (sws_scale(scaler.context.get(), frame.data, frame.linesize, 0, frame.height, rows, strides) < 0) {
    throw base::Error(base::Code::Unsupported, "swscale cannot convert the picture");
  }
  return cut(std::move(whole), region);
}

// A neutral colour keeps its level, which swscale would change by one via YCbCr; others get their BT.601 luma, rounded.
model::Picture PixelConverter::grey_of_palette(const AVFrame& frame, const model::Region& region) {
  std::array<std::uint8_t, 256> levels{};
  for (std::size_t i = 0; i < levels.size(); ++i) {
    std::uint32_t colour = 0;  // 0xAARRGGBB
    std::memcpy(&colour, frame.data[1] + 4 * i, sizeof colour);
    const std::uint32_t luma = 299 * (colour >> 16 & 255) + 587 * (colour >> 8 & 255) + 114 * (colour & 255);
    levels[i] = static_cast<std::uint8_t>((luma + 500) / 1000);
  }
  model::Picture picture(region.width, region.height, 1);
  for (int y = 0; y < region.height; ++y) {
    const std::uint8_t* from = frame.data[0] + std::ptrdiff_t{frame.linesize[0]} * (region.y + y) + region.x;
    std::transform(from, from + region.width, picture.row(y), [&](std::uint8_t index) { return levels[index]; });
  }
  return picture;
}

model::Picture PixelConverter::grey(const AVFrame& frame, const model::Region& region) {
  if (frame.format == AV_PIX_FMT_PAL8) return grey_of_palette(frame, region);
  if (!has_plain_luma(frame.format)) return scaled(frame, AV_PIX_FMT_GRAY8, 1, region);
  const Key key = key_of(frame);
  if (!levels_ || !(levels_->key == key)) levels_ = grey_levels(key);
  model::Picture picture(region.width, region.height, 1);
  for (int y = 0; y < region.height; ++y) {
    const std::uint8_t* from = frame.data[0] + std::ptrdiff_t{frame.linesize[0]} * (region.y + y) + region.x;
    std::uint8_t* to = picture.row(y);
    if (levels_->same) {
      std::memcpy(to, from, picture.row_bytes());
    } else {
      for (int x = 0; x < region.width; ++x) to[x] = levels_->level[from[x]];
    }
  }
  return picture;
}

model::Picture PixelConverter::rgb(const AVFrame& frame, const model::Region& region) {
  return scaled(frame, AV_PIX_FMT_RGB24, 3, region);
}

}  // namespace media
