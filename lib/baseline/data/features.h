#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "baseline/data/subset.h"
#include "networks/mobilenet_v2.h"

namespace baseline {

/// Columns of the features, from and to.
using Columns = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// What is taken from each frame, from the blocks of MobileNetV2 whose channels say most about tissue (chosen on inner
/// folds, see CONTRIBUTING.md). Of each block's map [C, H, W]: the mean and the maximum of the whole, then the mean and
/// the maximum of its upper, middle and lower third, since what a depth shows is what a depth means: 8·C numbers.
struct FeatureLayout {
  static constexpr std::array<int, 2> kBlocks = {11, 12};

  /// How many numbers a frame has.
  static std::int64_t columns();
  /// The mean of block 11: tells lungs from other pictures.
  static Columns ood_columns();
  /// "blocks 11 and 12" and what else heads may be given, by name.
  static const std::map<std::string, Columns>& named();
};

/// [N, FeatureLayout::columns()] of [N, 3, 224, 224].
at::Tensor features_of(const networks::MobileNetV2& network, const at::Tensor& pictures);
/// The same from the map of the first of the blocks [N, C, H, W], with gradients where they are on: for Grad-CAM.
at::Tensor features_behind(const networks::MobileNetV2& network, const at::Tensor& map);
/// [N, 1, side, side] of bytes: pictures as networks take them that are trained on them.
at::Tensor picture_rows(std::span<const model::Picture> pictures, int side);

/// Where a dataset keeps features that weights of this digest gave.
std::filesystem::path feature_cache(const std::filesystem::path& dataset, const base::Digest& weights);

/// Told (frames done, frames in all); it throws to end the work.
using FrameWatch = std::function<void(std::int64_t, std::int64_t)>;

/// Of all frames of the samples, kept in `cache` by the digest of a frame's pixels, with that of the weights: what is
/// there is not computed again. What is done when `watch` throws is kept. Throws Corrupt where a frame's file is not
/// the one that was imported.
Inputs features_of(const Samples& samples, const std::filesystem::path& dataset, const networks::MobileNetV2& network,
                   const std::filesystem::path& cache, const FrameWatch& watch);

/// Of the frames as they are, side × side, one channel, 0 to 255 as bytes: for networks that are trained on pictures.
Inputs pictures_of(const Samples& samples, const std::filesystem::path& dataset, int side, const FrameWatch& watch);

}  // namespace baseline
