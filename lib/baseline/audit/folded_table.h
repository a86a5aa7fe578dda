#pragma once

#include <ATen/core/Tensor.h>

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "baseline/data/assignment.h"

namespace baseline {

/// What a predictor sees of each frame, and how it is fitted: standardised, then one logistic regression with nothing
/// to choose, so that only what is seen makes the difference.
struct Table {
  std::string name;
  at::Tensor rows;           ///< [frames of all samples, columns] float, clip by clip
  double c = 1;              ///< see fit_logistic
  std::size_t segments = 4;  ///< it is fitted to means of at most so many parts of a clip
};

/// Of each frame and of each clip of the samples, the class that it is taken for by what was fitted without its fold;
/// -1: it is in no fold.
struct Decisions {
  std::vector<int> frames;
  std::vector<int> clips;  ///< by mean probability of the frames
};

/// Whether a clip is trained on, beside those of the tested fold that never are.
using TrainedOn = std::function<bool(int fold, std::size_t clip)>;

/// A table cut into folds, with all done that does not depend on labels: testing many labellings of the same clips
/// costs milliseconds each. Safe to be tested by several threads.
class FoldedTable {
 public:
  FoldedTable(const Samples& samples, const Assignment& assignment, const Table& table);

  /// Out of fold, of clips that have these labels [clips], 0 to `classes` - 1: every clip weighs the same, and every
  /// class too. Nothing is decided by a fold that is left without training.
  Decisions test(std::span<const int> labels, int classes, const TrainedOn& trained_on = {}) const;

 private:
  struct Fold {
    at::Tensor train;                       // [segments, k] double
    std::vector<std::size_t> train_clips;   // [segments]
    std::vector<double> train_shares;       // [segments] of their clip's frames that are trained on
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
