#pragma once

#include <ATen/core/Tensor.h>

#include <span>
#include <vector>

namespace baseline {

/// Out-of-distribution detection by the Mahalanobis distance of features to those of the training, as in Lee et al.
/// 2018 (arXiv 1807.03888), with one Gaussian for all classes and Ledoit-Wolf shrinkage of the covariance (2004).
struct MahalanobisDetector {
  at::Tensor mean;       ///< [features] double
  at::Tensor precision;  ///< [features, features] double
  double threshold = 0;  ///< maximum median distance of a clip that is in distribution

  /// Fits `rows` [frames, features] with `weights` [frames]; leaves `threshold` unset.
  static MahalanobisDetector of(const at::Tensor& rows, const at::Tensor& weights);
  /// [frames] squared distances.
  std::vector<double> distances(const at::Tensor& rows) const;
};

/// The share of held-out clips below the threshold.
inline constexpr double kThresholdQuantile = 0.975;

/// The threshold from the distances of held-out clips of inner folds.
double ood_threshold(std::vector<double> held_out);

/// The lower median; NaN if a value is NaN.
double median(std::vector<double> values);

}  // namespace baseline
