#include "baseline/train/mahalanobis_detector.h"

#include <algorithm>
#include <cmath>

namespace baseline {
namespace {

/// Ledoit and Wolf's shrinkage of the covariance towards a multiple of the identity, "A well-conditioned estimator for
/// large-dimensional covariance matrices", Journal of Multivariate Analysis 88, 2004, lemma 3.3. `rows` are centred.
at::Tensor shrunk_covariance(const at::Tensor& rows, const at::Tensor& weights) {
  const double count = static_cast<double>(rows.size(0));
  const double size = static_cast<double>(rows.size(1));
  const at::Tensor covariance = (rows * weights.unsqueeze(1)).t().mm(rows) / count;
  const double scale = covariance.trace().item<double>() / size;
  const at::Tensor identity = at::eye(rows.size(1), rows.options());
  const double spread = (covariance - identity * scale).square().sum().item<double>();
  const double fourth = (weights * rows.square().sum(1).square()).sum().item<double>() / count;
  const double error = (fourth - covariance.square().sum().item<double>()) / count;
  const double shrinkage = spread > 0 ? std::clamp(error / spread, 0.0, 1.0) : 1;
  // Constant features have no variance: a small value keeps the inverse finite.
  const double least = std::max(scale, 1e-12) * 1e-6;
  return covariance * (1 - shrinkage) + identity * (shrinkage * scale + least);
}

}  // namespace

MahalanobisDetector MahalanobisDetector::of(const at::Tensor& rows, const at::Tensor& weights) {
  const at::Tensor all = rows.to(at::kDouble);
  const at::Tensor share = weights.to(at::kDouble) / weights.to(at::kDouble).mean();
  MahalanobisDetector result;
  result.mean = (all * share.unsqueeze(1)).mean(0);
  result.precision = at::linalg_inv(shrunk_covariance(all - result.mean, share));
  return result;
}

std::vector<double> MahalanobisDetector::distances(const at::Tensor& rows) const {
  const at::Tensor centred = rows.to(at::kDouble) - mean;
  const at::Tensor result = (centred.mm(precision) * centred).sum(1).contiguous();
  return {result.data_ptr<double>(), result.data_ptr<double>() + result.numel()};
}

double ood_threshold(std::vector<double> held_out) {
  std::ranges::sort(held_out);
  const auto last = static_cast<double>(held_out.size() - 1);
  return held_out[static_cast<std::size_t>(std::ceil(kThresholdQuantile * last))];
}

double median(std::vector<double> values) {
  const auto nan = std::ranges::find_if(values, [](double value) { return std::isnan(value); });
  if (nan != values.end()) return *nan;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>((values.size() - 1) / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

}  // namespace baseline
