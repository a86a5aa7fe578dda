#pragma once

#include <ATen/core/Tensor.h>

#include <span>
#include <vector>

namespace baseline {

/// A linear classifier: logits = inputs · weight + bias.
struct Linear {
  at::Tensor weight;  ///< [inputs, classes] float
  at::Tensor bias;    ///< [classes]

  at::Tensor logits(const at::Tensor& inputs) const;
};

/// Rows seen along the directions in which they differ: `rows` · `directions` are coordinates of the same lengths and
/// angles. They do not depend on labels.
struct RowSpace {
  at::Tensor coordinates;  ///< [rows, directions] double
  at::Tensor directions;   ///< [inputs, directions] double

  /// `inputs` [rows, inputs] double; best with fewer rows than inputs.
  static RowSpace of(const at::Tensor& inputs);
};

/// Multinomial logistic regression, once for each of `c`, the inverse of the strength of the L2 penalty as scikit-learn
/// has it: ½‖weight‖² + C Σ weights·loss is least. `inputs` [rows, inputs], `labels` [rows] long, `weights` [rows].
///
/// With fewer rows than inputs the search is in the space of the rows, where the minimum lies (the representer
/// theorem): some hundred rows of some thousand inputs take milliseconds. L-BFGS in double precision, each from the one
/// before.
std::vector<Linear> fit_logistic(const at::Tensor& inputs, const at::Tensor& labels, const at::Tensor& weights,
                                 int classes, std::span<const double> c);

}  // namespace baseline
