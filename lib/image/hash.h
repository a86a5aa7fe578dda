#pragma once

#include <cstdint>

namespace model {
struct Picture;
}

namespace image {

/// A 64-bit perceptual hash, `model::kHashKind`: the luma is averaged by area to 32 x 32, an integer DCT-II taken, and
/// bit i of the coefficients of the frequencies 1 to 8 by 1 to 8 (row by row, from the most significant bit) is whether
/// it exceeds their lower median. After Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions",
/// 2010. All in integers: the same on every machine. Throws InvalidInput for a picture without pixels.
std::uint64_t perceptual_hash(const model::Picture& picture);

}  // namespace image
