#include "media/frame_converter.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

#include <cstring>
#include <string>
#include <string_view>

#include "media/alpha.h"
#include "media/colour.h"
#include "media/container.h"
#include "media/libav.h"

namespace media {
namespace {

/// From the picture's display matrix (EXIF, SEI), else the stream's, or from the file of a still. Without a matrix: as
/// stored. Nothing for an angle that is not a multiple of 90 degrees.
std::optional<sampling::Orientation> find_orientation(const AVFrame& frame, const Container& container) {
  std::int32_t matrix[9];
  const AVFrameSideData* own = av_frame_get_side_data(&frame, AV_FRAME_DATA_DISPLAYMATRIX);
  if (own != nullptr && own->size >= sizeof matrix) {
    std::memcpy(matrix, own->data, sizeof matrix);
    return sampling::orientation_of(matrix);
  }
  if (container.orientation()) return container.orientation();
  std::size_t size = 0;
  const std::uint8_t* streams = av_stream_get_side_data(&container.stream(), AV_PKT_DATA_DISPLAYMATRIX, &size);
  if (streams == nullptr || size < sizeof matrix) return sampling::Orientation{};
  std::memcpy(matrix, streams, sizeof matrix);
  return sampling::orientation_of(matrix);
}

base::Rational find_sample_aspect(const AVFrame& frame, const AVStream& stream) {
  for (const AVRational aspect :
       {frame.sample_aspect_ratio, stream.sample_aspect_ratio, stream.codecpar->sample_aspect_ratio}) {
    if (aspect.num > 0 && aspect.den > 0) return {aspect.num, aspect.den};
  }
  return {1};
}

/// FFmpeg's name of the field order; the header's, if it has one.
std::string find_field_order(const AVFrame& frame, const AVStream& stream) {
  switch (stream.codecpar->field_order) {
    case AV_FIELD_TT:
      return "tt";
    case AV_FIELD_BB:
      return "bb";
    case AV_FIELD_TB:
      return "tb";
    case AV_FIELD_BT:
      return "bt";
    default:
      if (frame.interlaced_frame == 0) return "progressive";
      return frame.top_field_first != 0 ? "tt" : "bb";
  }
}

}  // namespace

FrameConverter::FrameConverter(const model::Recipe& recipe, const Container& container)
    : recipe_(recipe), container_(container), grey_(recipe.channels != model::Channels::Rgb) {}

void FrameConverter::look_at_first(const AVFrame& frame) {
  looked_ = true;
  width_ = frame.width;
  height_ = frame.height;
  const auto orientation = find_orientation(frame, container_);
  has_odd_angle_ = !orientation;
  orientation_ = orientation.value_or(sampling::Orientation{});
  content_.width = orientation_.swaps_sides() ? height_ : width_;
  content_.height = orientation_.swaps_sides() ? width_ : height_;
  content_.rotation_deg = orientation_.clockwise_deg;
  content_.mirrored = orientation_.mirrored;
  content_.sample_aspect = find_sample_aspect(frame, container_.stream());
  if (const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format))) {
    content_.alpha = (format->flags & AV_PIX_FMT_FLAG_ALPHA) != 0;
    content_.bit_depth = format->comp[0].depth;
    range_ignored_ = format->nb_components < 3 && (format->flags & AV_PIX_FMT_FLAG_PAL) == 0 &&
                     frame.color_range == AVCOL_RANGE_MPEG;
  }
  // The alpha of VP8 and VP9 is a separate stream inside the packets, which the decoder ignores.
  const AVDictionaryEntry* apart = av_dict_get(container_.stream().metadata, "alpha_mode", nullptr, 0);
  alpha_hides_ = apart != nullptr && std::string_view(apart->value) == "1";
  content_.alpha = content_.alpha || alpha_hides_;
  content_.field_order = find_field_order(frame, container_.stream());
  set_region(recipe_.region.value_or(model::Region{0, 0, content_.width, content_.height}));
}

void FrameConverter::set_region(const model::Region& region) {
  region_fits_ = region.fits(content_.width, content_.height);
  stored_ = sampling::stored_region(region, orientation_, width_, height_);
}

model::Picture FrameConverter::whole(const AVFrame& frame) {
  const model::Region all{0, 0, frame.width, frame.height};
  if (!has_planar_chroma(frame.format)) return pixels_.rgb(frame, all);
  return is_grey_planar(frame, all) ? pixels_.grey(frame, all) : pixels_.rgb(frame, all);
}

bool FrameConverter::look_at(const AVFrame& frame) {
  if (!looked_) look_at_first(frame);
  if (frame.interlaced_frame != 0 && !content_.interlaced) {
    content_.interlaced = true;
    content_.field_order = find_field_order(frame, container_.stream());
  }
  return frame.width == width_ && frame.height == height_;
}

std::optional<model::Picture> FrameConverter::make(const AVFrame& frame) {
  const bool planar = has_planar_chroma(frame.format);
  if (grey_ && recipe_.channels == model::Channels::Auto) {
    grey_ = planar ? is_grey_planar(frame, stored_) : is_grey_rgb(pixels_.rgb(frame, stored_));
    // The clip is in colour now; earlier pictures were converted to grey.
    if (!grey_ && made_any_) return std::nullopt;
  }
  made_any_ = true;
  alpha_hides_ = alpha_hides_ || (content_.alpha && !is_opaque(frame, stored_));
  return grey_ ? pixels_.grey(frame, stored_) : pixels_.rgb(frame, stored_);
}

void FrameConverter::describe(model::ContentMetadata& content) const {
  content.width = content_.width;
  content.height = content_.height;
  content.rotation_deg = content_.rotation_deg;
  content.mirrored = content_.mirrored;
  content.sample_aspect = content_.sample_aspect;
  content.interlaced = content_.interlaced;
  content.field_order = content_.field_order;
  content.alpha = content_.alpha;
  content.bit_depth = content_.bit_depth;
  content.grey = made_any_ && grey_;
}

}  // namespace media
