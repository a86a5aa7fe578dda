#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "media/libav_handles.h"

namespace media {

/// The bytes of one open file, for libavformat and our own checks. libavformat cannot open any other file. Does not own
/// the descriptor. Throws InvalidInput if it is not a regular file.
class Input {
 public:
  explicit Input(int descriptor);

  std::int64_t size() const { return size_; }
  /// Reads at a position; fewer bytes only at the end. Throws Io.
  std::size_t read_at(std::int64_t position, std::span<std::uint8_t> into) const;
  /// A new reader at the start; only one at a time. This object must outlive it and not be moved.
  UniqueIo reader();

 private:
  int descriptor_;
  std::int64_t size_ = 0;
  std::int64_t position_ = 0;

  static int read_packet(void* opaque, std::uint8_t* buffer, int size);
  static std::int64_t seek(void* opaque, std::int64_t offset, int whence);
};

/// Whether the start of a file is a playlist or script that refers to other files: M3U, ffconcat, PLS,
/// ASX, XSPF, SMIL, DASH, Smooth Streaming, SDP.
bool is_playlist(std::span<const std::uint8_t> start);

}  // namespace media
