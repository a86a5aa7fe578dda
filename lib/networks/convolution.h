#pragma once

#include <ATen/core/Tensor.h>
#include <ATen/core/ivalue.h>

#include <cstdint>

namespace networks {

/// A convolution of MobileNetV2 with folded batch norm: 1×1, or 3×3 with TensorFlow's SAME padding. With stride 2, maps
/// must have even height and width.
struct Convolution {
  at::Tensor weight;  ///< [outputs, inputs / groups, height, width]; for stride 2: see `same_padded`
  at::Tensor bias;    ///< [outputs]
  std::int64_t stride = 1;
  std::int64_t padding = 0;  ///< on all four sides
  std::int64_t groups = 1;
  bool relu6 = false;

  /// [N, inputs, H, W] → [N, outputs, H / stride, W / stride], with gradients if enabled.
  at::Tensor operator()(const at::Tensor& map) const;
};

/// Turns a 3×3 kernel into the 4×4 kernel [O, I, 4, 4] that, with padding 1 on all sides, equals SAME padding with
/// stride 2 on even sizes: that pads only one row below and one column to the right. Prepends a row and a column of
/// zeros.
at::Tensor same_padded(const at::Tensor& kernel);

/// A convolution packed for XNNPACK, with a fused ReLU6. Runs on the calling thread and keeps state: use one per
/// thread.
class PackedConvolution {
 public:
  explicit PackedConvolution(const Convolution& convolution);
  /// [N, inputs, H, W], channels last, without gradients; the output has the same layout.
  at::Tensor operator()(const at::Tensor& map) const;

 private:
  c10::IValue packed_;
};

/// During its lifetime, XNNPACK uses only the current thread.
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
