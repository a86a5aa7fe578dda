#include "weights/made_tflite.h"

#include <flatbuffers/flatbuffers.h>

#include <cmath>
#include <map>
#include <random>

#include "tflite_generated.h"

namespace test {
namespace {

namespace schema = weights::tflite_schema;
using flatbuffers::FlatBufferBuilder;

flatbuffers::Offset<schema::Tensor> build(FlatBufferBuilder& builder, const MadeTensor& tensor, std::uint32_t buffer) {
  const auto quantisation =
      schema::CreateQuantizationParametersDirect(builder, nullptr, nullptr, &tensor.scale, &tensor.zero_point,
                                                 schema::QuantizationDetails::NONE, 0, tensor.dimension);
  return schema::CreateTensorDirect(builder, &tensor.shape, static_cast<std::int8_t>(tensor.type), buffer,
                                    tensor.name.c_str(), quantisation);
}

flatbuffers::Offset<schema::SubGraph> build_graph(FlatBufferBuilder& builder, const MadeModel& model,
                                                  const std::map<std::int8_t, std::uint32_t>& codes) {
  std::vector<flatbuffers::Offset<schema::Tensor>> tensors;
  for (const MadeTensor& tensor : model.tensors) {
    tensors.push_back(build(builder, tensor, tensor.data.empty() ? 0 : static_cast<std::uint32_t>(tensors.size()) + 1));
  }
  std::vector<flatbuffers::Offset<schema::Operator>> operators;
  for (const MadeOperator& op : model.operators) {
    operators.push_back(schema::CreateOperatorDirect(builder, codes.at(op.kind), &op.inputs, &op.outputs));
  }
  return schema::CreateSubGraphDirect(builder, &tensors, &model.inputs, &model.outputs, &operators, "main");
}

// Appends layers in order, as the converter does.
class Writer {
 public:
  explicit Writer(MadeModel& model) : model_(model) {
    at_ = computed();
    model_.inputs = {at_};
  }

  void convolution(int maps, int kernel, int stride) {
    layer(3, {maps, kernel, kernel, maps_}, maps, stride, kernel * kernel * maps_);
  }
  void depthwise(int stride) { layer(4, {1, 3, 3, maps_}, maps_, stride, 9); }
  void block(int expansion, int maps, int stride) {
    const std::int32_t from = at_;
    const bool residual = stride == 1 && maps == maps_;
    if (expansion > 1) convolution(maps_ * expansion, 1, 1);
    depthwise(stride);
    convolution(maps, 1, 1);
    if (residual) apply(0, {at_, from});
  }
  void apply(std::int8_t kind, std::vector<std::int32_t> inputs) {
    if (kind == 1) side_ = 1;
    const std::int32_t out = computed();
    model_.operators.push_back({kind, std::move(inputs), {out}});
    at_ = out;
  }
  std::int32_t at() const { return at_; }

 private:
  std::int32_t computed() {
    model_.tensors.push_back({"map", {1, side_, side_, maps_}});
    return static_cast<std::int32_t>(model_.tensors.size()) - 1;
  }
  void layer(std::int8_t kind, const std::vector<std::int32_t>& shape, int maps, int stride, int fan_in) {
    std::size_t count = 1;
    for (const std::int32_t size : shape) count *= static_cast<std::size_t>(size);
    MadeTensor weights{"weights", shape, TfliteType::UInt8, std::string(count, '\0'), {0}, {128}};
    for (char& value : weights.data) value = static_cast<char>(random_() >> 24);
    // Uniform 8-bit weights that preserve the variance of activations: He et al. 2015.
    weights.scale[0] = std::sqrt(2.F / static_cast<float>(fan_in)) / 74.F;
    MadeTensor bias{"bias", {maps}, TfliteType::Int32, std::string(static_cast<std::size_t>(maps) * 4, '\0'), {1e-3F}};
    for (std::size_t i = 0; i < bias.data.size(); i += 4) bias.data[i] = static_cast<char>(random_() >> 25);
    model_.tensors.push_back(std::move(weights));
    model_.tensors.push_back(std::move(bias));
    const auto last = static_cast<std::int32_t>(model_.tensors.size()) - 1;
    side_ /= stride;
    maps_ = maps;
    apply(kind, {at_, last - 1, last});
  }

  MadeModel& model_;
  std::mt19937 random_{1};
  std::int32_t at_ = 0;
  int side_ = 224;
  int maps_ = 3;
};

}  // namespace

std::string made_tflite(const MadeModel& model) {
  FlatBufferBuilder builder;
  std::vector<flatbuffers::Offset<schema::Buffer>> buffers = {schema::CreateBuffer(builder)};
  for (const MadeTensor& tensor : model.tensors) {
    builder.ForceVectorAlignment(tensor.data.size(), 1, 16);
    const auto data =
        builder.CreateVector(reinterpret_cast<const std::uint8_t*>(tensor.data.data()), tensor.data.size());
    buffers.push_back(schema::CreateBuffer(builder, data));
  }
  std::map<std::int8_t, std::uint32_t> codes;
  std::vector<flatbuffers::Offset<schema::OperatorCode>> stored_codes;
  for (const MadeOperator& op : model.operators) {
    if (!codes.emplace(op.kind, static_cast<std::uint32_t>(codes.size())).second) continue;
    stored_codes.push_back(schema::CreateOperatorCode(builder, op.kind, 0, 1, op.kind));
  }
  std::vector<flatbuffers::Offset<schema::SubGraph>> graphs;
  for (int i = 0; i < model.graphs; ++i) graphs.push_back(build_graph(builder, model, codes));
  schema::FinishModelBuffer(
      builder, schema::CreateModelDirect(builder, model.version, &stored_codes, &graphs, "made", &buffers));
  return {reinterpret_cast<const char*>(builder.GetBufferPointer()), builder.GetSize()};
}

MadeModel made_mobilenet_v2() {
  struct Stage {
    int expansion, maps, blocks, stride;
  };
  MadeModel model;
  Writer writer(model);
  writer.convolution(32, 3, 2);
  for (const Stage& stage : {Stage{1, 16, 1, 1},
                             {6, 24, 2, 2},
                             {6, 32, 3, 2},
                             {6, 64, 4, 2},
                             {6, 96, 3, 1},
                             {6, 160, 3, 2},
                             {6, 320, 1, 1}}) {
    for (int i = 0; i < stage.blocks; ++i) writer.block(stage.expansion, stage.maps, i == 0 ? stage.stride : 1);
  }
  writer.convolution(1280, 1, 1);
  writer.apply(1, {writer.at()});
  writer.convolution(1001, 1, 1);
  writer.apply(25, {writer.at()});
  model.outputs = {writer.at()};
  return model;
}

}  // namespace test
