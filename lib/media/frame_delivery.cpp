#include "media/frame_delivery.h"

extern "C" {
#include <libavutil/imgutils.h>
}

#include <algorithm>
#include <new>
#include <utility>

#include "media/container.h"
#include "media/libav.h"

namespace media {
namespace {

// Maximum bytes of decoded pictures held; beyond it, they are decoded again if needed.
constexpr std::int64_t kFrameBytesKept = std::int64_t{48} << 20;
// The finder sees at most this many pictures, and this many bytes of them without padding: other numbers, other
// regions.
constexpr std::size_t kPicturesSeen = 64;
constexpr std::int64_t kBytesSeen = std::int64_t{32} << 20;

UniqueFrame another_reference(const AVFrame& frame) {
  UniqueFrame copy(av_frame_clone(&frame));
  if (!copy) throw std::bad_alloc();
  return copy;
}

}  // namespace

void FrameDelivery::restart() {
  if (taken_ > 0) sink_.start_again();
  taken_ = held_bytes_ = 0;
  held_.clear();
  holds_all_ = true;
  chosen_ = false;
  waiting_.clear();
  waiting_bytes_ = 0;
  if (finder_ != nullptr) finder_->start_again();
}

bool FrameDelivery::must_wait(const AVFrame& frame) {
  if (finder_ == nullptr || chosen_) return false;
  const int bytes = av_image_get_buffer_size(static_cast<AVPixelFormat>(frame.format), frame.width, frame.height, 1);
  waiting_bytes_ += bytes > 0 ? bytes : kBytesSeen;
  return waiting_.empty() || (waiting_.size() < kPicturesSeen && waiting_bytes_ <= kBytesSeen);
}

RoundEnd FrameDelivery::take(const AVFrame& frame, std::int64_t picture, PictureTime time) {
  if (!converter_.region_fits()) return RoundEnd::Outside;
  if (must_wait(frame)) {
    finder_->look(converter_.whole(frame), converter_.orientation());
    waiting_.push_back({another_reference(frame), picture, time});
    return RoundEnd::Complete;
  }
  const RoundEnd end = finish();
  return end == RoundEnd::Complete ? deliver(frame, picture, time) : end;
}

RoundEnd FrameDelivery::finish() {
  if (finder_ == nullptr || chosen_ || waiting_.empty()) return RoundEnd::Complete;
  chosen_ = true;
  if (const auto region = finder_->choose()) converter_.set_region(*region);
  RoundEnd end = RoundEnd::Complete;
  for (const Held& held : std::exchange(waiting_, {})) {
    end = deliver(*held.frame, held.picture, held.time);
    if (end != RoundEnd::Complete) break;
  }
  return end;
}

RoundEnd FrameDelivery::deliver(const AVFrame& frame, std::int64_t picture, PictureTime time) {
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
  held_.push_back({another_reference(frame), picture, time});
}

}  // namespace media
