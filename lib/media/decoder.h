#pragma once

#include <cstdint>

#include "media/libav_handles.h"

namespace media {

class Container;

/// A libavcodec decoder on one thread: clips are decoded side by side, not pictures.
class Decoder {
 public:
  /// Call `restart` before the first packet.
  Decoder(const Container& container, std::int64_t max_pixels);

  /// Decodes one packet; `number` goes with the picture that comes of it. `only_if_referenced`: leaves it out where
  /// no other picture refers to it. Then take all pictures with `receive`.
  void send(const AVPacket& packet, std::int64_t number, bool only_if_referenced = false);
  /// No more packets: lets out the pictures that are held back.
  void finish();
  /// The next picture that is shown, valid until the next call; null where there is none now.
  const AVFrame* receive();

  /// How many packets could not be decoded.
  std::int64_t errors() const { return errors_; }
  /// Forgets everything but the stream's header. Throws Unsupported where there is no decoder for the stream's codec.
  void restart();

 private:
  const Container* container_;
  std::int64_t max_pixels_;
  UniqueCodec codec_;
  UniqueFrame frame_;
  std::int64_t errors_ = 0;
};

/// Whether a picture came out whole: no part of it was made up to hide damage.
bool is_whole(const AVFrame& frame);

}  // namespace media
