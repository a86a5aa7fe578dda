#pragma once

#include <ATen/core/Tensor.h>

#include <span>
#include <vector>

namespace baseline {

/// How far a picture's features are from those of the training: Mahalanobis distance, as in Lee et al. 2018 (arXiv
/// 1807.03888) with one Gaussian for all classes, and the covariance shrunk by Ledoit and Wolf's rule (2004).
struct MahalanobisDetector {
  at::Tensor mean;       ///< [features] double
  at::Tensor precision;  ///< [features, features] double
  double threshold = 0;  ///< of a clip's median distance: what is further away is no picture of this kind

  /// Of `rows` [frames, features], each with its weight [frames]; without threshold.
  static MahalanobisDetector of(const at::Tensor& rows, const at::Tensor& weights);
  /// [frames] squared distances.
  std::vector<double> distances(const at::Tensor& rows) const;
};

/// The share of held-out clips that a threshold lets pass.
inline constexpr double kThresholdQuantile = 0.975;

/// The threshold, from distances of clips that were held out of inner folds.
double ood_threshold(std::vector<double> held_out);

/// The middle one of some distances, of two the smaller.
double median(std::vector<double> values);

}  // namespace baseline
