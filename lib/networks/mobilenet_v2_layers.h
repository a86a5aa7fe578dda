#pragma once

#include <string>
#include <vector>

#include "networks/convolution.h"
#include "weights/tflite.h"

namespace networks {

/// A block of MobileNetV2: a sequence of convolutions, with an optional residual connection.
struct MobileNetBlock {
  std::vector<Convolution> convolutions;
  bool residual = false;
};

/// Runs a block. `Block`: a MobileNetBlock, or a block of packed convolutions.
template <typename Block>
at::Tensor run_block(const Block& block, const at::Tensor& map) {
  at::Tensor out = map;
  for (const auto& convolution : block.convolutions) out = convolution(out);
  return block.residual ? out + map : out;
}

struct MobileNetLayers {
  std::vector<MobileNetBlock> blocks;  ///< 18: the first includes the network's first layer, the last is Conv_1
  at::Tensor classifier_weight;        ///< [1001, 1280]
  at::Tensor classifier_bias;          ///< [1001]
};

/// The layers of MobileNetV2 1.0 / 224 (Sandler et al. 2018, arXiv 1801.04381, table 2). Checks the kind, the input,
/// and the shapes of weights and output of each operator of the graph. `file` is for messages. Throws Unsupported if
/// the graph is another network.
MobileNetLayers mobilenet_v2_layers(const weights::TfliteGraph& graph, const std::string& file);

}  // namespace networks
