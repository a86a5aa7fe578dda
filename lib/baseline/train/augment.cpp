#include "baseline/train/augment.h"

namespace baseline {
namespace {

/// [N] from -most to most.
at::Tensor up_to(double most, std::int64_t count) { return (at::rand({count}) * 2 - 1) * most; }

/// [N, 2, 3] affine maps for grid_sample: rotation, shift, mirror.
at::Tensor maps(const Augmentation& augmentation, std::int64_t count) {
  const at::Tensor angle = up_to(augmentation.rotation_deg * M_PI / 180, count);
  const at::Tensor mirror =
      augmentation.mirror ? at::where(at::rand({count}) < 0.5, at::full({1}, -1.0F), at::ones({1})) : at::ones({count});
  const at::Tensor x = up_to(2 * augmentation.shift, count);
  const at::Tensor y = up_to(2 * augmentation.shift, count);
  const at::Tensor upper = at::stack({angle.cos() * mirror, -angle.sin(), x}, 1);
  const at::Tensor lower = at::stack({angle.sin() * mirror, angle.cos(), y}, 1);
  return at::stack({upper, lower}, 1);
}

}  // namespace

at::Tensor augmented(const at::Tensor& pictures, const Augmentation& augmentation) {
  constexpr std::int64_t kBilinear = 0;
  constexpr std::int64_t kZeros = 0;
  const std::int64_t count = pictures.size(0);
  const at::Tensor grid = at::affine_grid_generator(maps(augmentation, count), pictures.sizes(), false);
  // From 0 to 1, so that areas outside of the picture become black.
  const at::Tensor moved = at::grid_sampler(pictures / 2 + 0.5, grid, kBilinear, kZeros, false);
  const at::Tensor contrast = (1 + up_to(augmentation.contrast, count)).view({count, 1, 1, 1});
  const at::Tensor gain = up_to(augmentation.gain, count).view({count, 1, 1, 1});
  // Black has no signal and stays black.
  const at::Tensor lit = moved * contrast + gain * moved.sqrt();
  return lit.clamp(0, 1) * 2 - 1;
}

}  // namespace baseline
