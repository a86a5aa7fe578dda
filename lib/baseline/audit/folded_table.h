#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "baseline/data/assignment.h"

namespace baseline {

/// The features of a predictor. All predictors are fitted alike, by standardisation and a logistic regression without
/// settings to choose, so that only their features make a difference.
struct Table {
  std::string name;
  at::Tensor rows;           ///< [frames of all samples, columns] float, clip by clip
  double c = 1;              ///< see fit_logistic
  std::size_t segments = 4;  ///< fitted to the means of at most this many segments of a clip
};

/// Out-of-fold decisions of each frame and clip of the samples; -1 if it is in no fold.
struct Decisions {
  std::vector<int> frames;
  std::vector<int> clips;  ///< by mean probability of the frames
};

/// Whether to train on a clip; those of the tested fold are never used.
using TrainedOn = std::function<bool(int fold, std::size_t clip)>;

/// A table divided into folds, with everything precomputed that does not depend on labels: testing other labels of the
/// same clips takes milliseconds. `test` may be called from several threads.
class FoldedTable {
 public:
  FoldedTable(const Samples& samples, const Assignment& assignment, const Table& table);

  /// Out-of-fold decisions for `labels` [clips] from 0 to `classes` - 1. All clips of a class, and all classes, have
  /// the same weight. A fold without training data gives no decisions.
  Decisions test(std::span<const int> labels, int classes, const TrainedOn& trained_on = {}) const;

 private:
  struct Fold {
    at::Tensor train;                       // [segments, k] double
    std::vector<std::size_t> train_clips;   // [segments]
    std::vector<double> train_shares;       // [segments] share of their clip's training frames
    at::Tensor test;                        // [frames, k] float
    std::vector<std::size_t> test_clips;    // [frames]
    std::vector<std::int64_t> test_frames;  // [frames] numbers among all
  };
  struct Sums;

  Fold cut(const Assignment& assignment, const std::vector<std::int64_t>& first, const Table& table, int fold) const;
  void test(const Fold& fold, std::span<const int> labels, int classes, const std::vector<std::int64_t>& trained,
            Sums& sums) const;

  std::size_t clips_;
  std::size_t frames_;
  double c_;
  std::vector<Fold> folds_;
};

}  // namespace baseline
