#pragma once

// Internal to the layer: no other layer includes it.
extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libswscale/swscale.h>
}

#include <memory>
#include <string>

namespace media {

struct LibavDeleter {
  void operator()(AVFormatContext* format) const { avformat_close_input(&format); }
  void operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
  void operator()(AVPacket* packet) const { av_packet_free(&packet); }
  void operator()(AVFrame* frame) const { av_frame_free(&frame); }
  void operator()(SwsContext* scaler) const { sws_freeContext(scaler); }
  void operator()(AVIOContext* io) const {
    av_freep(&io->buffer);
    avio_context_free(&io);
  }
};

using UniqueFormat = std::unique_ptr<AVFormatContext, LibavDeleter>;
using UniqueCodec = std::unique_ptr<AVCodecContext, LibavDeleter>;
using UniquePacket = std::unique_ptr<AVPacket, LibavDeleter>;
using UniqueFrame = std::unique_ptr<AVFrame, LibavDeleter>;
using UniqueScaler = std::unique_ptr<SwsContext, LibavDeleter>;
using UniqueIo = std::unique_ptr<AVIOContext, LibavDeleter>;

/// libav's own words for one of its error numbers.
inline std::string error_text(int error) {
  char text[AV_ERROR_MAX_STRING_SIZE] = {};
  av_strerror(error, text, sizeof text);
  return text;
}

}  // namespace media
