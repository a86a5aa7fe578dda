#include "media/decoder.h"

#include <new>

#include "base/error.h"
#include "media/container.h"
#include "media/dictionary.h"
#include "media/libav.h"

namespace media {

Decoder::Decoder(const Container& container, std::int64_t max_pixels)
    : container_(&container), max_pixels_(max_pixels), frame_(av_frame_alloc()) {
  if (!frame_) throw std::bad_alloc();
}

void Decoder::restart() {
  const AVStream& stream = container_->stream();
  const AVCodec* codec = avcodec_find_decoder(stream.codecpar->codec_id);
  const std::string name = avcodec_get_name(stream.codecpar->codec_id);
  if (codec == nullptr) throw base::Error(base::Code::Unsupported, "no decoder for " + name);
  codec_.reset(avcodec_alloc_context3(codec));
  if (!codec_) throw std::bad_alloc();
  int error = avcodec_parameters_to_context(codec_.get(), stream.codecpar);
  codec_->pkt_timebase = stream.time_base;
  codec_->thread_count = 1;
  codec_->max_pixels = max_pixels_;
  if (error >= 0) error = avcodec_open2(codec_.get(), codec, nullptr);
  if (error < 0) throw base::Error(base::Code::Unsupported, "cannot decode " + name + ": " + error_text(error));
  errors_ = 0;
}

void Decoder::send(const AVPacket& packet, std::int64_t number, bool only_if_referenced) {
  codec_->reordered_opaque = number;
  codec_->skip_frame = only_if_referenced ? AVDISCARD_NONREF : AVDISCARD_DEFAULT;
  if (avcodec_send_packet(codec_.get(), &packet) < 0) ++errors_;
}

void Decoder::finish() { avcodec_send_packet(codec_.get(), nullptr); }

const AVFrame* Decoder::receive() {
  while (true) {
    const int error = avcodec_receive_frame(codec_.get(), frame_.get());
    if (error == 0) {
      if (!seen_) add_tags(frame_->metadata, picture_tags_);
      seen_ = true;
      return frame_.get();
    }
    if (error == AVERROR(EAGAIN) || error == AVERROR_EOF) return nullptr;
    ++errors_;
  }
}

bool is_whole(const AVFrame& frame) {
  return frame.decode_error_flags == 0 && (frame.flags & AV_FRAME_FLAG_CORRUPT) == 0;
}

}  // namespace media
