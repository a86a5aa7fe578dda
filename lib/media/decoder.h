#pragma once

#include <cstdint>

#include "media/libav_handles.h"
#include "model/file_tags.h"

namespace media {

class Container;

/// A libavcodec decoder on one thread: clips are decoded in parallel, not pictures.
class Decoder {
 public:
  /// Call `restart` before the first packet.
  Decoder(const Container& container, std::int64_t max_pixels);

  /// Decodes one packet; its picture gets `number`. `only_if_referenced`: skips it if no other picture refers to it.
  /// Then take all pictures with `receive`.
  void send(const AVPacket& packet, std::int64_t number, bool only_if_referenced = false);
  /// After the last packet: releases delayed pictures.
  void finish();
  /// The next picture in display order, valid until the next call; null if there is none yet.
  const AVFrame* receive();

  /// What the first picture says about itself, such as the EXIF block of a JPEG file.
  const model::FileTags& picture_tags() const { return picture_tags_; }

  /// The number of packets that could not be decoded.
  std::int64_t errors() const { return errors_; }
  /// Resets to the stream's header. Throws Unsupported if there is no decoder for its codec.
  void restart();

 private:
  const Container* container_;
  std::int64_t max_pixels_;
  UniqueCodec codec_;
  UniqueFrame frame_;
  std::int64_t errors_ = 0;
  model::FileTags picture_tags_;
  bool seen_ = false;  ///< a picture
};

/// Whether a picture was decoded completely, without error concealment.
bool is_whole(const AVFrame& frame);

}  // namespace media
