#pragma once

#include <cstdint>

#include "model/picture.h"

namespace test {

/// Soft blobs at places that depend on `seed`: enough structure for a perceptual hash to hold on to.
model::Picture blobs(int width, int height, int channels, std::uint32_t seed);
/// Every byte different from its neighbours, and the same for the same seed.
model::Picture noise(int width, int height, int channels, std::uint32_t seed);

bool same_pixels(const model::Picture& left, const model::Picture& right);

}  // namespace test
