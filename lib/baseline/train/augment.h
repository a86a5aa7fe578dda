#pragma once

#include <ATen/core/Tensor.h>

namespace baseline {

/// What pictures are changed by while a network is trained on them; as a scanner and its user would change them: never
/// upside down, since depth goes down.
struct Augmentation {
  double rotation_deg = 10;  ///< at most, either way
  double shift = 0.1;        ///< of the side, at most, either way
  bool mirror = true;        ///< left and right, every other time
  double gain = 0.2;         ///< of the full range, at most, brighter or darker
  double contrast = 0.3;     ///< at most, more or less
};

/// [N, C, H, W] from -1 to 1, each changed by chance (torch's generator) within the bounds; what comes in from outside
/// is black.
at::Tensor augmented(const at::Tensor& pictures, const Augmentation& augmentation);

}  // namespace baseline
