#include "weights/tflite.h"

#include <flatbuffers/flatbuffers.h>
#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/names.h"
#include "tflite_generated.h"
#include "weights/parse_error.h"
#include "weights/tflite_values.h"

namespace weights {
namespace {

namespace schema = tflite_schema;

// Dequantising takes four times the memory, for each tensor that refers to a buffer, so the total is bounded.
constexpr std::size_t kMaxBytesNamed = kMaxTfliteBytes;
constexpr std::size_t kMaxNameBytes = 1000;
constexpr std::size_t kMaxOfAKind = 10'000;  // tensors, operators
constexpr std::size_t kMaxIndices = 100;     // inputs or outputs of an operator

class Reader {
 public:
  Reader(const schema::Model& model, const schema::SubGraph& graph, const std::string& file)
      : model_(model), graph_(graph), file_(file) {}

  TfliteGraph read() {
    TfliteGraph result;
    if (graph_.tensors() != nullptr) {
      expect_at_most(graph_.tensors()->size(), kMaxOfAKind, "tensors");
      for (const schema::Tensor* tensor : *graph_.tensors()) result.tensors.push_back(read_tensor(tensor));
    }
    if (graph_.operators() != nullptr) {
      expect_at_most(graph_.operators()->size(), kMaxOfAKind, "operators");
      for (const schema::Operator* op : *graph_.operators()) result.operators.push_back(read_operator(op));
    }
    result.inputs = indices(graph_.inputs(), "the graph's inputs");
    result.outputs = indices(graph_.outputs(), "the graph's outputs");
    return result;
  }

 private:
  // Bounds what a small file can expand to: a stored vector may be referred to many times.
  void expect_at_most(std::size_t count, std::size_t most, const char* what) const {
    if (count > most) throw corrupt(file_, fmt::format("{} {}, more than the maximum of {}", count, what, most));
  }

  Tensor read_tensor(const schema::Tensor* stored) {
    Tensor tensor;
    if (stored->name() != nullptr) {
      expect_at_most(stored->name()->size(), kMaxNameBytes, "bytes of a name");
      tensor.name = stored->name()->str();
    }
    if (stored->shape() != nullptr) {
      expect_at_most(stored->shape()->size(), kMaxDimensions, "dimensions of a tensor");
      tensor.shape.assign(stored->shape()->begin(), stored->shape()->end());
    }
    const std::string_view bytes = bytes_of(tensor, stored->buffer());
    if (!bytes.empty()) tensor.values = tflite_values(tensor, *stored, bytes, file_);
    return tensor;
  }

  std::string_view bytes_of(const Tensor& tensor, std::uint32_t buffer) {
    const auto* buffers = model_.buffers();
    if (buffers == nullptr || buffer >= buffers->size()) {
      throw corrupt(
          file_, fmt::format("tensor {} refers to buffer {}, which does not exist", shown_name(tensor.name), buffer));
    }
    const auto* data = buffers->Get(buffer)->data();
    if (data == nullptr) return {};
    named_ += data->size();
    if (named_ > kMaxBytesNamed) throw corrupt(file_, "the tensors refer to more bytes than allowed");
    return {reinterpret_cast<const char*>(data->data()), data->size()};
  }

  TfliteOperator read_operator(const schema::Operator* stored) const {
    const auto* codes = model_.operator_codes();
    if (codes == nullptr || stored->opcode_index() >= codes->size()) {
      throw corrupt(file_, fmt::format("an operator refers to code {}, which does not exist", stored->opcode_index()));
    }
    return {kind_of(*codes->Get(stored->opcode_index())), indices(stored->inputs(), "an operator's inputs"),
            indices(stored->outputs(), "an operator's outputs")};
  }

  // TensorFlow before 2.4 wrote the first field only; later versions write at most 127 there. The larger one counts.
  static TfliteKind kind_of(const schema::OperatorCode& code) {
    const auto number = std::max<std::int32_t>(code.deprecated_builtin_code(), code.builtin_code());
    const auto kind = static_cast<TfliteKind>(number);
    return to_string(kind) == "other" ? TfliteKind::Other : kind;
  }

  std::vector<std::size_t> indices(const flatbuffers::Vector<std::int32_t>* stored, const char* what) const {
    constexpr std::int32_t kAbsent = -1;
    std::vector<std::size_t> result;
    if (stored == nullptr) return result;
    expect_at_most(stored->size(), kMaxIndices, "inputs or outputs");
    const std::int64_t count = graph_.tensors() == nullptr ? 0 : graph_.tensors()->size();
    for (const std::int32_t index : *stored) {
      if (index == kAbsent) continue;
      if (index < 0 || index >= count)
        throw corrupt(file_, fmt::format("{} refer to tensor {} of {}", what, index, count));
      result.push_back(static_cast<std::size_t>(index));
    }
    return result;
  }

  const schema::Model& model_;
  const schema::SubGraph& graph_;
  const std::string& file_;
  std::size_t named_ = 0;
};

const schema::Model& verified(const std::uint8_t* bytes, std::size_t size, const std::string& file) {
  constexpr std::size_t kMinBytes = 2 * sizeof(flatbuffers::uoffset_t);
  if (size < kMinBytes || !schema::ModelBufferHasIdentifier(bytes)) {
    throw corrupt(file, "not a TensorFlow Lite file (no TFL3 identifier)");
  }
  flatbuffers::Verifier verifier(bytes, size);
  if (!schema::VerifyModelBuffer(verifier)) throw corrupt(file, "offsets or lengths point outside the file");
  return *schema::GetModel(bytes);
}

constexpr auto kTfliteNames = base::names<TfliteKind>({{TfliteKind::Add, "add"},
                                                       {TfliteKind::AveragePool2d, "average pool"},
                                                       {TfliteKind::Conv2d, "convolution"},
                                                       {TfliteKind::DepthwiseConv2d, "depthwise convolution"},
                                                       {TfliteKind::Reshape, "reshape"},
                                                       {TfliteKind::Softmax, "softmax"}});

}  // namespace

std::string_view to_string(TfliteKind kind) {
  const std::string_view name = base::name_of(kTfliteNames, kind);
  return name.empty() ? "other" : name;
}

TfliteGraph parse_tflite(std::string_view bytes, const std::string& name) {
  if (bytes.size() > kMaxTfliteBytes) throw corrupt(name, "the file is too large");
  // FlatBuffers reads in place and needs aligned memory.
  const auto aligned = std::make_unique_for_overwrite<std::uint8_t[]>(bytes.size() + 1);
  std::ranges::copy(bytes, aligned.get());
  const schema::Model& model = verified(aligned.get(), bytes.size(), name);
  constexpr std::uint32_t kVersion = 3;
  if (model.version() != kVersion)
    throw unsupported(name, fmt::format("unsupported TensorFlow Lite schema version {}; expected 3", model.version()));
  if (model.subgraphs() == nullptr || model.subgraphs()->size() != 1) {
    throw unsupported(name, "the file must have exactly one graph");
  }
  return Reader(model, *model.subgraphs()->Get(0), name).read();
}

}  // namespace weights
