#pragma once

#include <cstdint>

#include "model/picture.h"

namespace test {

/// Soft blobs at places that depend on `seed`, with enough structure for a perceptual hash.
model::Picture blobs(int width, int height, int channels, std::uint32_t seed);
/// Noise from `seed`.
model::Picture noise(int width, int height, int channels, std::uint32_t seed);

bool same_pixels(const model::Picture& left, const model::Picture& right);

}  // namespace test
