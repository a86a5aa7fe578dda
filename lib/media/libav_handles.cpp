#include "media/libav_handles.h"

#include "media/libav.h"

namespace media {

void LibavDeleter::operator()(AVFormatContext* format) const { avformat_close_input(&format); }
void LibavDeleter::operator()(AVCodecContext* codec) const { avcodec_free_context(&codec); }
void LibavDeleter::operator()(AVPacket* packet) const { av_packet_free(&packet); }
void LibavDeleter::operator()(AVFrame* frame) const { av_frame_free(&frame); }
void LibavDeleter::operator()(SwsContext* scaler) const { sws_freeContext(scaler); }

void LibavDeleter::operator()(AVIOContext* io) const {
  av_freep(&io->buffer);
  avio_context_free(&io);
}

}  // namespace media
