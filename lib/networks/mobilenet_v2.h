#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "base/digest.h"
#include "model/picture.h"

namespace networks {

struct MobileNetLayers;

/// MobileNetV2 1.0 / 224 with ImageNet weights (Sandler et al. 2018, arXiv 1801.04381), from a TensorFlow Lite file.
/// Frozen: its output depends on the picture alone, not on the rest of the batch or the number of threads. Pictures are
/// [N, 3, 224, 224], from -1 to 1 (`input_of`). Blocks 0 to 16 are the outputs of expanded_conv to expanded_conv_16,
/// after the residual sum; block 17 is that of Conv_1.
class MobileNetV2 {
 public:
  static constexpr int kBlocks = 18;
  static constexpr int kSide = 224;

  /// Throws NotFound, Denied or Io; Corrupt for a damaged file; Unsupported for another network.
  static MobileNetV2 read(const std::filesystem::path& path);
  MobileNetV2(MobileNetV2&&) noexcept;
  MobileNetV2& operator=(MobileNetV2&&) noexcept;
  ~MobileNetV2();

  /// [N, C, H, W] of each of `blocks`, in their order; stops after the last of them. Without gradients, on all threads
  /// (threads.h), picture by picture.
  std::vector<at::Tensor> maps(const at::Tensor& pictures, std::span<const int> blocks) const;
  /// [N, 1280]: the mean of block 17.
  at::Tensor features(const at::Tensor& pictures) const;
  /// [N, 1001]: "background", then ImageNet's classes.
  at::Tensor logits(const at::Tensor& pictures) const;

  /// The outputs from the map of a block, with gradients if enabled: for Grad-CAM.
  struct Outputs {
    at::Tensor features;  ///< [N, 1280]
    at::Tensor logits;    ///< [N, 1001]
  };
  Outputs from_block(const at::Tensor& map, int block) const;
  /// The same for maps of later blocks; all of `blocks` must be after `block`.
  std::vector<at::Tensor> maps_from_block(const at::Tensor& map, int block, std::span<const int> blocks) const;

  /// Number of channels of a block's map, and its height and width.
  static int channels_of(int block);
  static int side_of(int block);

  /// The weights; must not be modified.
  const MobileNetLayers& layers() const;
  /// SHA-256 of the file.
  const base::Digest& digest() const;

 private:
  struct State;
  explicit MobileNetV2(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

/// [N, 3, 224, 224] for MobileNetV2: resized (see `pictures_tensor`), then x / 127.5 - 1.
at::Tensor input_of(std::span<const model::Picture> pictures);

}  // namespace networks
