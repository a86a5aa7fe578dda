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

/// Ranges of columns of the features, half-open.
using Columns = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// The features of a frame, from the blocks of MobileNetV2 that are most informative about tissue (chosen on inner
/// folds, see lib/README.md). From each block's map [C, H, W]: mean and maximum of the whole map, then mean and maximum
/// of its upper, middle and lower third, as depth matters: 8·C numbers.
struct FeatureLayout {
  static constexpr std::array<int, 2> kBlocks = {11, 12};

  /// Number of features of a frame.
  static std::int64_t columns();
  /// The mean of block 11, used for out-of-distribution detection.
  static Columns ood_columns();
  /// The feature sets that heads can use, by name.
  static const std::map<std::string, Columns>& named();
};

/// [N, FeatureLayout::columns()] of [N, 3, 224, 224].
at::Tensor features_of(const networks::MobileNetV2& network, const at::Tensor& pictures);
/// The same from the map of the first block [N, C, H, W], with gradients if enabled: for Grad-CAM.
at::Tensor features_from_map(const networks::MobileNetV2& network, const at::Tensor& map);
/// [N, 1, side, side] bytes: inputs of networks that are trained on pictures.
at::Tensor picture_rows(std::span<const model::Picture> pictures, int side);

/// The dataset's file of cached features computed with weights of this digest.
std::filesystem::path feature_cache(const std::filesystem::path& dataset, const base::Digest& weights);

/// (frames done, total); throws to stop.
using FrameWatch = std::function<void(std::int64_t, std::int64_t)>;

/// Features of all frames of the samples. They are kept in `cache` by digest of weights and of what is seen and not
/// computed again; those computed before `watch` throws are kept too. Throws Corrupt if a frame's file is not the
/// imported one.
Inputs features_of(const Samples& samples, const std::filesystem::path& dataset, const networks::MobileNetV2& network,
                   const std::filesystem::path& cache, const FrameWatch& watch);

/// The frames as [frames, 1, side, side] bytes, for networks that are trained on pictures.
Inputs pictures_of(const Samples& samples, const std::filesystem::path& dataset, int side, const FrameWatch& watch);

}  // namespace baseline
