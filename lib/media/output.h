#pragma once

#include <cstdint>

#include "media/libav_handles.h"

namespace media {

/// An open file that libavformat writes to: it opens no other file. Does not own the descriptor, which must not be in
/// append mode, as muxers go back to complete headers.
class Output {
 public:
  explicit Output(int descriptor) : descriptor_(descriptor) {}

  /// A new writer at the start of the file; only one at a time. This object must outlive it and not be moved.
  UniqueIo writer();
  /// Lets a muxer read what it wrote, to move it: MP4's index goes first.
  void let_read(AVFormatContext& muxer);
  /// Whether a write failed because the file would exceed the process's limit.
  bool over_limit() const { return over_limit_; }

 private:
  int descriptor_;
  bool over_limit_ = false;

  static int write_packet(void* opaque, std::uint8_t* buffer, int size);
  static std::int64_t seek(void* opaque, std::int64_t offset, int whence);
};

}  // namespace media
