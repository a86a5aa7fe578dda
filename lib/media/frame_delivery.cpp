#include "media/frame_delivery.h"

#include <algorithm>
#include <new>

#include "media/container.h"
#include "media/libav.h"

namespace media {
namespace {

// Maximum bytes of decoded pictures held; beyond it, they are decoded again if needed.
constexpr std::int64_t kFrameBytesKept = std::int64_t{48} << 20;

}  // namespace

void FrameDelivery::restart() {
  if (taken_ > 0) sink_.start_again();
  taken_ = held_bytes_ = 0;
  held_.clear();
  holds_all_ = true;
}

RoundEnd FrameDelivery::take(const AVFrame& frame, std::int64_t picture, PictureTime time) {
  if (!converter_.region_fits()) return RoundEnd::Outside;
  auto pixels = converter_.make(frame);
  if (!pixels && !holds_all_) return RoundEnd::Coloured;
  if (!pixels) {
    sink_.start_again();
    for (const Held& held : held_) give(held.picture, held.time, *converter_.make(*held.frame));
    pixels = converter_.make(frame);
  }
  ++taken_;
  give(picture, time, std::move(*pixels));
  if (channels_ == model::Channels::Auto && converter_.is_grey()) {
    hold(frame, picture, time);
  } else {
    held_.clear();
  }
  return RoundEnd::Complete;
}

void FrameDelivery::give(std::int64_t picture, PictureTime time, model::Picture pixels) {
  const AVRational time_base = container_.stream().time_base;
  const sampling::StreamFacts stream{
      {time_base.num, std::max(time_base.den, 1)}, container_.header().rate_hz, converter_.sample_aspect()};
  sink_.take({picture, time.pts, time.source, converter_.orientation(), std::move(pixels), stream});
}

void FrameDelivery::hold(const AVFrame& frame, std::int64_t picture, PictureTime time) {
  for (const AVBufferRef* buffer : frame.buf)
    held_bytes_ += buffer != nullptr ? static_cast<std::int64_t>(buffer->size) : 0;
  holds_all_ = holds_all_ && held_bytes_ <= kFrameBytesKept;
  if (!holds_all_) {
    held_.clear();
    return;
  }
  UniqueFrame copy(av_frame_clone(&frame));
  if (!copy) throw std::bad_alloc();
  held_.push_back({std::move(copy), picture, time});
}

}  // namespace media
