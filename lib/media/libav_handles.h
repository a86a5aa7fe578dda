#pragma once

// Internal to this layer: for headers that own or pass on libav objects without using them.
#include <memory>

struct AVCodecContext;
struct AVFormatContext;
struct AVFrame;
struct AVIOContext;
struct AVPacket;
struct AVStream;
struct SwsContext;

namespace media {

struct LibavDeleter {
  void operator()(AVFormatContext* format) const;
  void operator()(AVCodecContext* codec) const;
  void operator()(AVPacket* packet) const;
  void operator()(AVFrame* frame) const;
  void operator()(SwsContext* scaler) const;
  void operator()(AVIOContext* io) const;
};

using UniqueFormat = std::unique_ptr<AVFormatContext, LibavDeleter>;
using UniqueCodec = std::unique_ptr<AVCodecContext, LibavDeleter>;
using UniquePacket = std::unique_ptr<AVPacket, LibavDeleter>;
using UniqueFrame = std::unique_ptr<AVFrame, LibavDeleter>;
using UniqueScaler = std::unique_ptr<SwsContext, LibavDeleter>;
using UniqueIo = std::unique_ptr<AVIOContext, LibavDeleter>;

}  // namespace media
