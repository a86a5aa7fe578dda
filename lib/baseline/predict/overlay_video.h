#pragma once

#include <filesystem>

#include "base/process.h"
#include "base/rational.h"
#include "model/picture.h"

namespace baseline {

/// Encodes an MP4 video (H.264) with sonoset-worker, the only program that links FFmpeg.
class OverlayVideo {
 public:
  /// `width` and `height` of all pictures; an odd last column or row is dropped.
  OverlayVideo(const std::filesystem::path& worker, const std::filesystem::path& out, const base::Rational& rate_hz,
               int width, int height);

  /// Adds an RGB picture. Throws Corrupt for another size, Io with the worker's message.
  void add(const model::Picture& picture);
  /// Completes the file. Throws Io.
  void finish();

 private:
  [[noreturn]] void fail();

  int width_;
  int height_;
  base::ChildProcess process_;
};

}  // namespace baseline
