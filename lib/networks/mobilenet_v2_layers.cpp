#include "networks/mobilenet_v2_layers.h"

#include <fmt/format.h>
#include <torch/torch.h>

#include <algorithm>
#include <array>

#include "base/error.h"

namespace networks {
namespace {

using weights::TfliteKind;
using Shape = std::vector<std::int64_t>;

constexpr std::int64_t kSide = 224;
constexpr std::int64_t kFirstMaps = 32;
constexpr std::int64_t kLastMaps = 1280;
constexpr std::int64_t kClasses = 1001;

struct Stage {
  std::int64_t expansion;
  std::int64_t maps;
  int blocks;
  std::int64_t stride;  // of its first block
};
constexpr std::array<Stage, 7> kStages = {
    {{1, 16, 1, 1}, {6, 24, 2, 2}, {6, 32, 3, 2}, {6, 64, 4, 2}, {6, 96, 3, 1}, {6, 160, 3, 2}, {6, 320, 1, 1}}};

/// Reads the graph's operators in order of execution.
class Walk {
 public:
  Walk(const weights::TfliteGraph& graph, const std::string& file) : graph_(graph), file_(file) {
    if (graph.inputs.size() != 1 || graph.outputs.size() != 1) fail("it does not have one input and one output");
    at_ = graph.inputs.front();
    expect_shape(at_, {1, kSide, kSide, 3}, "the network's input");
  }

  Convolution convolution(std::int64_t maps, std::int64_t kernel, std::int64_t stride, bool relu6) {
    const weights::TfliteOperator& op = next(TfliteKind::Conv2d, 3);
    expect_shape(op.inputs[1], {maps, kernel, kernel, maps_}, "weights");
    // TensorFlow: outputs, height, width, inputs. Torch: outputs, inputs, height, width.
    return finish(op, values(op.inputs[1]).permute({0, 3, 1, 2}), maps, stride, relu6);
  }

  Convolution depthwise(std::int64_t stride) {
    const weights::TfliteOperator& op = next(TfliteKind::DepthwiseConv2d, 3);
    constexpr std::int64_t kKernel = 3;
    expect_shape(op.inputs[1], {1, kKernel, kKernel, maps_}, "weights");
    Convolution result = finish(op, values(op.inputs[1]).permute({3, 0, 1, 2}), maps_, stride, true);
    result.groups = maps_;
    return result;
  }

  MobileNetBlock block(const Stage& stage, std::int64_t stride) {
    MobileNetBlock result;
    const std::size_t from = at_;
    const std::int64_t maps = maps_;
    if (stage.expansion > 1) result.convolutions.push_back(convolution(maps * stage.expansion, 1, 1, true));
    result.convolutions.push_back(depthwise(stride));
    result.convolutions.push_back(convolution(stage.maps, 1, 1, false));
    result.residual = stride == 1 && stage.maps == maps;
    if (result.residual) add(from);
    return result;
  }

  void average_pool() {
    const weights::TfliteOperator& op = next(TfliteKind::AveragePool2d, 1);
    side_ = 1;
    arrive(op);
  }

  /// Accepts reshape and softmax, which do not change the order of the classes.
  void end() {
    for (; operator_ < graph_.operators.size(); ++operator_) {
      const weights::TfliteOperator& op = graph_.operators[operator_];
      if ((op.kind != TfliteKind::Reshape && op.kind != TfliteKind::Softmax) || op.inputs.empty() ||
          op.inputs.front() != at_ || op.outputs.size() != 1) {
        fail(fmt::format("operator {} is unexpected after the classifier", operator_));
      }
      at_ = op.outputs.front();
    }
    if (at_ != graph_.outputs.front()) fail("its output is not that of the last operator");
  }

 private:
  [[noreturn]] void fail(const std::string& what) const {
    throw base::Error(base::Code::Unsupported,
                      fmt::format("'{}' is not MobileNetV2 1.0/224: {}; see 'sonoset baseline weights list' for "
                                  "suitable files",
                                  file_, what));
  }

  void expect_shape(std::size_t tensor, const Shape& shape, const char* what) const {
    const weights::Tensor& found = graph_.tensors[tensor];
    if (found.shape == shape) return;
    fail(fmt::format("{} {} of operator {} have shape {}, not {}", what, weights::shown_name(found.name), operator_,
                     weights::shape_text(found.shape), weights::shape_text(shape)));
  }

  const weights::TfliteOperator& next(TfliteKind kind, std::size_t inputs) const {
    if (operator_ >= graph_.operators.size()) fail(fmt::format("it ends after {} operators", operator_));
    const weights::TfliteOperator& op = graph_.operators[operator_];
    if (op.kind != kind) {
      fail(fmt::format("operator {} is {}, not {}", operator_, weights::to_string(op.kind), weights::to_string(kind)));
    }
    if (op.inputs.size() != inputs || op.outputs.size() != 1) {
      fail(fmt::format("operator {} has {} inputs and {} outputs", operator_, op.inputs.size(), op.outputs.size()));
    }
    if (op.inputs.front() != at_ && kind != TfliteKind::Add) {
      fail(fmt::format("the input of operator {} is not the output of the one before", operator_));
    }
    return op;
  }

  // The operator's output is the next operator's input.
  void arrive(const weights::TfliteOperator& op) {
    at_ = op.outputs.front();
    expect_shape(at_, {1, side_, side_, maps_}, "the outputs");
    ++operator_;
  }

  void add(std::size_t other) {
    const weights::TfliteOperator& op = next(TfliteKind::Add, 2);
    if (!(op.inputs[0] == at_ && op.inputs[1] == other) && !(op.inputs[0] == other && op.inputs[1] == at_)) {
      fail(fmt::format("operator {} does not add the input of its block", operator_));
    }
    arrive(op);
  }

  at::Tensor values(std::size_t tensor) const {
    const weights::Tensor& from = graph_.tensors[tensor];
    if (from.values.empty()) fail(fmt::format("{} has no values", weights::shown_name(from.name)));
    return at::tensor(from.values).view(from.shape);
  }

  Convolution finish(const weights::TfliteOperator& op, const at::Tensor& kernel, std::int64_t maps,
                     std::int64_t stride, bool relu6) {
    expect_shape(op.inputs[2], {maps}, "biases");
    maps_ = maps;
    side_ /= stride;
    Convolution result;
    result.weight = stride == 2 ? same_padded(kernel) : kernel.contiguous();
    result.bias = values(op.inputs[2]);
    result.stride = stride;
    result.padding = kernel.size(2) > 1 ? 1 : 0;
    result.relu6 = relu6;
    arrive(op);
    return result;
  }

  const weights::TfliteGraph& graph_;
  const std::string& file_;
  std::size_t operator_ = 0;
  std::size_t at_ = 0;  // the tensor that is the next operator's input, with `maps_` channels and side `side_`
  std::int64_t maps_ = 3;
  std::int64_t side_ = kSide;
};

}  // namespace

MobileNetLayers mobilenet_v2_layers(const weights::TfliteGraph& graph, const std::string& file) {
  Walk walk(graph, file);
  MobileNetLayers layers;
  Convolution first = walk.convolution(kFirstMaps, 3, 2, true);
  for (const Stage& stage : kStages) {
    for (int i = 0; i < stage.blocks; ++i) layers.blocks.push_back(walk.block(stage, i == 0 ? stage.stride : 1));
  }
  auto& beginning = layers.blocks.front().convolutions;
  beginning.insert(beginning.begin(), std::move(first));
  layers.blocks.push_back({{walk.convolution(kLastMaps, 1, 1, true)}, false});
  walk.average_pool();
  const Convolution classifier = walk.convolution(kClasses, 1, 1, false);
  layers.classifier_weight = classifier.weight.flatten(1).contiguous();
  layers.classifier_bias = classifier.bias;
  walk.end();
  return layers;
}

}  // namespace networks
