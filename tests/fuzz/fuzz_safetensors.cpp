// Untrusted safetensors weights: tensors have as many values as their shape, and round-trip.
#include <cstring>

#include "base/error.h"
#include "target.h"
#include "weights/safetensors.h"

namespace {

bool same(const weights::Tensor& a, const weights::Tensor& b) {
  // Bit for bit, because NaN is not equal to itself.
  return a.name == b.name && a.shape == b.shape && a.values.size() == b.values.size() &&
         (a.values.empty() || std::memcmp(a.values.data(), b.values.data(), a.values.size() * sizeof(float)) == 0);
}

}  // namespace

FUZZ_TARGET(safetensors) {
  weights::Safetensors file;
  try {
    file = weights::parse_safetensors(fuzz::text_of(data, size), "fuzz.safetensors");
  } catch (const base::Error&) {
    return 0;
  }
  const weights::Safetensors again = weights::parse_safetensors(weights::safetensors_bytes(file), "again");
  fuzz::check(again.metadata == file.metadata && again.tensors.size() == file.tensors.size());
  for (std::size_t i = 0; i < file.tensors.size(); ++i) fuzz::check(same(file.tensors[i], again.tensors[i]));
  return 0;
}
