#pragma once

#include <string>
#include <vector>

#include "networks/convolution.h"
#include "weights/tflite.h"

namespace networks {

/// A part of MobileNetV2 that runs as a whole: its convolutions one after the other, and the sum with what came in.
struct MobileNetBlock {
  std::vector<Convolution> convolutions;
  bool residual = false;
};

/// A block's output from its input. `Block`: one of these, or one of packed convolutions.
template <typename Block>
at::Tensor run_block(const Block& block, const at::Tensor& map) {
  at::Tensor out = map;
  for (const auto& convolution : block.convolutions) out = convolution(out);
  return block.residual ? out + map : out;
}

struct MobileNetLayers {
  std::vector<MobileNetBlock> blocks;  ///< 18: the first also has the network's first layer; the last is Conv_1
  at::Tensor classifier_weight;        ///< [1001, 1280]
  at::Tensor classifier_bias;          ///< [1001]
};

/// The layers of MobileNetV2 1.0 / 224 (Sandler et al. 2018, arXiv 1801.04381, table 2), after a look at each operator
/// of the graph: its kind, where its input comes from, the shapes of its weights and of what it gives. `file` is for
/// messages. Throws Unsupported where the graph is another network.
MobileNetLayers mobilenet_v2_layers(const weights::TfliteGraph& graph, const std::string& file);

}  // namespace networks
