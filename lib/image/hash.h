#pragma once

#include <cstdint>

namespace model {
struct Picture;
}

namespace image {

/// A 64-bit perceptual hash, `model::kHashKind`: the luma is averaged by area to 32 x 32 and transformed by an integer
/// DCT-II. Each bit tells whether a coefficient of the frequencies 1 to 8 by 1 to 8 (row by row, from the most
/// significant bit) exceeds their lower median. After Zauner, "Implementation and Benchmarking of Perceptual Image Hash
/// Functions", 2010. Uses integers only: the same on every machine. Throws InvalidInput for an empty picture.
std::uint64_t perceptual_hash(const model::Picture& picture);

}  // namespace image
