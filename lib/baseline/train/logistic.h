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

/// The span of some rows: the coordinates rows · directions preserve lengths and angles. Independent of labels.
struct RowSpace {
  at::Tensor coordinates;  ///< [rows, directions] double
  at::Tensor directions;   ///< [inputs, directions] double

  /// `inputs` [rows, inputs] double; useful with fewer rows than inputs.
  static RowSpace of(const at::Tensor& inputs);
};

/// Multinomial logistic regression, once for each `c`, the inverse strength of the L2 penalty as in scikit-learn:
/// minimises ½‖weight‖² + C Σ weights·loss. `inputs` [rows, inputs], `labels` [rows] long, `weights` [rows].
///
/// With fewer rows than inputs, optimises in the span of the rows, which contains the minimum (representer theorem):
/// some hundred rows of some thousand inputs take milliseconds. L-BFGS in double precision; each fit starts from the
/// previous one.
std::vector<Linear> fit_logistic(const at::Tensor& inputs, const at::Tensor& labels, const at::Tensor& weights,
                                 int classes, std::span<const double> c);

}  // namespace baseline
