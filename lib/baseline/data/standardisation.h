#pragma once

#include <ATen/core/Tensor.h>

namespace baseline {

/// Brings each column of some rows to mean 0 and deviation 1; one that is equal everywhere is only centred.
struct Standardisation {
  at::Tensor mean;   ///< [columns]
  at::Tensor scale;  ///< [columns]

  /// Of rows [rows, columns].
  static Standardisation of(const at::Tensor& rows);
  at::Tensor apply(const at::Tensor& rows) const { return (rows - mean) / scale; }
};

}  // namespace baseline
