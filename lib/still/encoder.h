#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "model/picture.h"
#include "model/recipe.h"

namespace still {

/// Encodes pictures as PNG (without dates: equal pixels give equal bytes with the same versions of libspng and zlib) or
/// JPEG of quality 95 (4:2:0, like OpenCV). Reuses its buffers.
class Encoder {
 public:
  Encoder();
  ~Encoder();
  Encoder(Encoder&&) noexcept;
  Encoder& operator=(Encoder&&) noexcept;

  /// The encoded file, valid until the next call. Throws Unsupported with the library's message.
  std::span<const std::uint8_t> encode(const model::Picture& picture, model::StillFormat format);
  /// The same as JPEG of another quality, from 1 to 100.
  std::span<const std::uint8_t> encode_jpeg(const model::Picture& picture, int quality);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace still
