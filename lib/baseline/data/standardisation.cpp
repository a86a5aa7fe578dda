#include "baseline/data/standardisation.h"

namespace baseline {

Standardisation Standardisation::of(const at::Tensor& rows) {
  constexpr double kEqual = 1e-6;
  const at::Tensor deviation = rows.std(0, /*unbiased=*/false);
  return {rows.mean(0), at::where(deviation > kEqual, deviation, at::ones_like(deviation))};
}

}  // namespace baseline
