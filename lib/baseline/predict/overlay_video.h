#pragma once

#include <filesystem>

#include "base/process.h"
#include "base/rational.h"
#include "model/picture.h"

namespace baseline {

/// Has sonoset-worker encode a video in mp4 (H.264), as FFmpeg is there alone.
class OverlayVideo {
 public:
  /// Pictures of the first one's size follow, RGB; a last column or row is left out where their number is odd.
  OverlayVideo(const std::filesystem::path& worker, const std::filesystem::path& out, const base::Rational& rate_hz,
               int width, int height);

  /// Throws Corrupt for another size, Io in the worker's words.
  void add(const model::Picture& picture);
  /// Without it, what is there is not whole. Throws Io.
  void finish();

 private:
  [[noreturn]] void fail();

  int width_;
  int height_;
  base::ChildProcess process_;
};

}  // namespace baseline
