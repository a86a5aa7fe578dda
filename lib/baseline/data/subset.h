#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "baseline/data/assignment.h"

namespace baseline {

/// What a classifier sees of each frame: rows of features, or pictures.
struct Inputs {
  at::Tensor rows;                  ///< [frames of all samples, …], clip by clip
  std::vector<std::int64_t> first;  ///< [clips] a clip's first row
};

/// Some frames of some clips, with their own copy of the inputs: nothing else can be reached from here.
struct Subset {
  Samples samples;                  ///< only these clips, with only these frames
  std::vector<std::string> groups;  ///< [clips]
  at::Tensor inputs;                ///< [frames, …] in the order of the samples

  /// Of each frame: its clip's label, and which clip.
  at::Tensor labels() const;
  at::Tensor clips() const;
  /// [frames] every clip the same in all, and every class too; their mean is 1.
  at::Tensor weights() const;
};

/// Means over parts of clips, each at most so many, of frames that follow each other: they are alike, and a mean has
/// less of what is by chance.
struct Segments {
  at::Tensor inputs;   ///< [segments, …]
  at::Tensor labels;   ///< [segments] long
  at::Tensor weights;  ///< [segments] every clip the same in all, and every class too; their mean is 1
};
Segments segments_of(const Subset& subset, std::size_t most_of_a_clip);

/// What a classifier is trained on. It holds nothing of the fold that it will be tested on.
struct TrainingSubset : Subset {
  int classes() const { return static_cast<int>(samples.classes.size()); }
};

/// The fold that was kept away from the training.
struct TestSubset : Subset {};

/// The frames that are not in `fold` (and are in one), and those that are.
TrainingSubset training_subset(const Samples& samples, const Assignment& assignment, int fold, const Inputs& inputs);
TestSubset test_subset(const Samples& samples, const Assignment& assignment, int fold, const Inputs& inputs);

/// The same for folds within a training subset: both halves are for training, and know nothing of the outer fold.
TrainingSubset inner_training_subset(const TrainingSubset& subset, const Assignment& inner, int fold);
TestSubset inner_test_subset(const TrainingSubset& subset, const Assignment& inner, int fold);

}  // namespace baseline
