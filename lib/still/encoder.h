#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "model/picture.h"
#include "model/recipe.h"

namespace still {

/// Writes pictures as PNG (without loss; no dates, so that equal pixels give equal bytes with one version of libspng
/// and zlib) or JPEG of quality 95 (4:2:0, as OpenCV's). Keeps its buffers from one picture to the next.
class Encoder {
 public:
  Encoder();
  ~Encoder();
  Encoder(Encoder&&) noexcept;
  Encoder& operator=(Encoder&&) noexcept;

  /// The file's bytes, valid until the next call. Throws Unsupported in the library's words.
  std::span<const std::uint8_t> encode(const model::Picture& picture, model::StillFormat format);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace still
