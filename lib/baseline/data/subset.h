#pragma once

#include <ATen/core/Tensor.h>

#include <string>
#include <vector>

#include "baseline/data/assignment.h"

namespace baseline {

/// The inputs of a classifier for each frame: features or pictures.
struct Inputs {
  at::Tensor rows;                  ///< [frames of all samples, …], clip by clip
  std::vector<std::int64_t> first;  ///< [clips] a clip's first row
};

/// Some frames of some clips, with their own copy of the inputs, so that no other data is reachable.
struct Subset {
  Samples samples;                  ///< only these clips and frames
  std::vector<std::string> groups;  ///< [clips]
  at::Tensor inputs;                ///< [frames, …] in the order of the samples

  /// [frames] the label of the frame's clip, and the clip's index.
  at::Tensor labels() const;
  at::Tensor clips() const;
  /// [frames] equal total weight for each clip of a class and for each class; the mean is 1.
  at::Tensor weights() const;
};

/// Means over segments of consecutive frames of a clip, which are similar; averaging them reduces noise.
struct Segments {
  at::Tensor inputs;   ///< [segments, …]
  at::Tensor labels;   ///< [segments] long
  at::Tensor weights;  ///< [segments] equal total weight for each clip of a class and for each class; the mean is 1
};
/// At most `most_of_a_clip` segments per clip.
Segments segments_of(const Subset& subset, std::size_t most_of_a_clip);

/// The training data of a classifier, without any data of the fold it will be tested on.
struct TrainingSubset : Subset {
  int classes() const { return static_cast<int>(samples.classes.size()); }
};

/// The held-out fold.
struct TestSubset : Subset {};

/// The frames in other folds than `fold`, and the frames in `fold`.
TrainingSubset training_subset(const Samples& samples, const Assignment& assignment, int fold, const Inputs& inputs);
TestSubset test_subset(const Samples& samples, const Assignment& assignment, int fold, const Inputs& inputs);

/// The same for inner folds within a training subset.
TrainingSubset inner_training_subset(const TrainingSubset& subset, const Assignment& inner, int fold);
TestSubset inner_test_subset(const TrainingSubset& subset, const Assignment& inner, int fold);

}  // namespace baseline
