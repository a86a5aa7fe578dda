#pragma once

#include <cstdint>

namespace model {
struct Picture;
}

namespace image {

/// Brightness and sharpness of a picture's luma (RGB: (77 R + 150 G + 29 B + 128) / 256), in integers.
struct Quality {
  std::int64_t brightness = 0;  ///< 256 times the mean luma, rounded
  std::int64_t sharpness = 0;   ///< 16 times the variance of the 4-neighbour Laplacian over inner pixels, rounded
};

Quality measure(const model::Picture& picture);

}  // namespace image
