#pragma once

#include <ATen/core/Tensor.h>

namespace baseline {

/// Augmentation of training pictures, limited to what differs between scans: never upside down, as depth goes down.
struct Augmentation {
  double rotation_deg = 10;  ///< maximum, either way
  double shift = 0.1;        ///< maximum, either way, as a fraction of the side
  bool mirror = true;        ///< left to right, with probability 0.5
  double gain = 0.2;         ///< maximum, brighter or darker, as a fraction of the full range
  double contrast = 0.3;     ///< maximum relative change
};

/// `pictures` [N, C, H, W] from -1 to 1, each changed at random (torch's generator); areas outside of the picture are
/// black.
at::Tensor augmented(const at::Tensor& pictures, const Augmentation& augmentation);

}  // namespace baseline
