#pragma once

#include <ATen/core/Tensor.h>

namespace baseline {

/// A linear classifier: logits = inputs · weight + bias.
struct Linear {
  at::Tensor weight;  ///< [inputs, classes] float
  at::Tensor bias;    ///< [classes]

  at::Tensor logits(const at::Tensor& inputs) const;
};

struct LogisticOptions {
  double c = 1;  ///< inverse of the strength of the L2 penalty, as scikit-learn's C: ½‖weight‖² + C Σ weight·loss
  int iterations = 200;
  double tolerance = 1e-5;  ///< of the largest gradient of the mean loss
};

/// Multinomial logistic regression by L-BFGS with a strong Wolfe line search. `inputs` [rows, inputs] float, `labels`
/// [rows] long, `weights` [rows] float. `start`, where there is one, is where the search begins: the minimum does not
/// depend on it.
Linear fit_logistic(const at::Tensor& inputs, const at::Tensor& labels, const at::Tensor& weights, int classes,
                    const LogisticOptions& options, const Linear* start = nullptr);

}  // namespace baseline
