// Untrusted TensorFlow Lite weights: tensors have as many values as their shape, and indices are valid.
#include "base/error.h"
#include "target.h"
#include "weights/tflite.h"

FUZZ_TARGET(tflite) {
  try {
    const weights::TfliteGraph graph = weights::parse_tflite(fuzz::text_of(data, size), "fuzz.tflite");
    for (const weights::Tensor& tensor : graph.tensors) {
      fuzz::check(tensor.values.empty() ||
                  weights::value_count(tensor.shape) == static_cast<std::int64_t>(tensor.values.size()));
    }
    for (const weights::TfliteOperator& op : graph.operators) {
      for (const std::size_t index : op.inputs) fuzz::check(index < graph.tensors.size());
      for (const std::size_t index : op.outputs) fuzz::check(index < graph.tensors.size());
    }
  } catch (const base::Error&) {
  }
  return 0;
}
