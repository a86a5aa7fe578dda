#pragma once

#include <array>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "baseline/data/frame_view.h"
#include "baseline/data/subset.h"
#include "networks/mobilenet_v2.h"

namespace baseline {

/// Ranges of columns of the features, half-open.
using Columns = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// The features of a frame, from the blocks of MobileNetV2 that are most informative about tissue (chosen on inner
/// folds, see lib/README.md). From each block's map [C, H, W]: mean and maximum of the whole map, then mean and maximum
/// of its upper, middle and lower third, as depth matters: 8·C numbers. Where frames are masked, positions outside of
/// the sector are left out, and a third without positions is 0.
struct FeatureLayout {
  static constexpr std::array<int, 2> kBlocks = {11, 12};

  /// Number of features of a frame.
  static std::int64_t columns();
  /// The mean of block 11, used for out-of-distribution detection.
  static Columns ood_columns();
  /// The feature sets that heads can use, by name.
  static const std::map<std::string, Columns>& named();
};

/// [N, FeatureLayout::columns()] of N frames.
at::Tensor features_of(const networks::MobileNetV2& network, const SeenFrames& frames);
/// [N, 1, 14, 14] bool: the positions of the blocks' maps that lie inside of the sector by at least half; undefined if
/// features are taken from the whole pictures.
at::Tensor positions_inside(const SeenFrames& frames);
/// Features from the map of the first block [N, C, 14, 14] and `positions_inside`, with gradients if enabled: for
/// Grad-CAM.
at::Tensor features_from_map(const networks::MobileNetV2& network, const at::Tensor& map, const at::Tensor& inside);
/// [N, 1, side, side] bytes: inputs of networks that are trained on pictures.
at::Tensor picture_rows(std::span<const model::Picture> pictures, int side);

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
