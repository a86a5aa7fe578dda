#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>

#include <cstdint>

namespace networks {

/// A convolution with its batch norm folded in, as MobileNetV2 has them: 1×1, or 3×3 with TensorFlow's SAME padding.
/// For maps of even height and width, where the stride is 2.
struct Convolution {
  at::Tensor weight;  ///< [outputs, inputs / groups, height, width]; for stride 2: see `same_padded`
  at::Tensor bias;    ///< [outputs]
  std::int64_t stride = 1;
  std::int64_t padding = 0;  ///< on all four sides
  std::int64_t groups = 1;
  bool relu6 = false;

  /// [N, inputs, H, W] → [N, outputs, H / stride, W / stride], with gradients where they are on.
  at::Tensor operator()(const at::Tensor& map) const;
};

/// SAME padding of a 3×3 kernel with stride 2 on even sizes pads one row below and one column to the right, none on
/// the other sides. The same on all four sides with a row and a column of zeros before the kernel: [O, I, 4, 4].
at::Tensor same_padded(const at::Tensor& kernel);

/// The same convolution packed for XNNPACK, with the clamp of ReLU6 in it. It runs on the thread that calls it, and
/// keeps state there: one for each thread.
class PackedConvolution {
 public:
  explicit PackedConvolution(const Convolution& convolution);
  /// [N, inputs, H, W], channels last, without gradients; the same layout comes out.
  at::Tensor operator()(const at::Tensor& map) const;

 private:
  c10::IValue packed_;
};

/// While it lives, XNNPACK keeps to the thread that made it.
class OneThread {
 public:
  OneThread();
  ~OneThread();
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  bool before_;
};

}  // namespace networks
