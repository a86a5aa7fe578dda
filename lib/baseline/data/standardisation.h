#pragma once

#include <ATen/core/Tensor.h>

namespace baseline {

/// Scales each column to mean 0 and standard deviation 1; constant columns are only centred.
struct Standardisation {
  at::Tensor mean;   ///< [columns]
  at::Tensor scale;  ///< [columns]

  /// `rows` [rows, columns].
  static Standardisation of(const at::Tensor& rows);
  at::Tensor apply(const at::Tensor& rows) const { return (rows - mean) / scale; }
};

}  // namespace baseline
