// MahalanobisDetector: distances, and the share of held-out clips below the threshold.
#include "baseline/train/mahalanobis_detector.h"

#include <gtest/gtest.h>
#include <torch/torch.h>

namespace {

TEST(MahalanobisDetector, ComputesMahalanobisDistance) {
  torch::manual_seed(2);
  const at::Tensor rows = torch::randn({4000, 3}) * torch::tensor({1.F, 5.F, 0.2F});
  const auto detector = baseline::MahalanobisDetector::of(rows, torch::ones({4000}));
  const auto distances = detector.distances(torch::tensor({{2.F, 0.F, 0.F}, {0.F, 10.F, 0.F}, {0.F, 0.F, 0.4F}}));
  for (const double distance : distances) EXPECT_NEAR(distance, 4, 0.5);
}

TEST(MahalanobisDetector, HandlesConstantFeatures) {
  const at::Tensor rows = torch::ones({20, 4});
  const auto detector = baseline::MahalanobisDetector::of(rows, torch::ones({20}));
  EXPECT_NEAR(detector.distances(rows)[0], 0, 1e-6);
  EXPECT_GT(detector.distances(rows * 2)[0], 100);
}

TEST(MahalanobisDetector, ThresholdPassesItsShareOfHeldOutClips) {
  std::vector<double> distances;
  for (int i = 0; i < 1000; ++i) distances.push_back(999 - i);
  EXPECT_EQ(baseline::ood_threshold(distances), 975);
  EXPECT_EQ(baseline::ood_threshold({3}), 3);
}

TEST(MahalanobisDetector, MedianIsLowerMedian) {
  EXPECT_EQ(baseline::median({4, 1, 3}), 3);
  EXPECT_EQ(baseline::median({4, 1, 3, 2}), 2);
}

}  // namespace
