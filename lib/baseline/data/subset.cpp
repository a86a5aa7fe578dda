#include "baseline/data/subset.h"

#include <functional>

#include "baseline/data/segments.h"

namespace baseline {
namespace {

/// The frames whose fold satisfies `wanted`.
Subset pick(const Samples& samples, const Assignment& assignment, const Inputs& inputs,
            const std::function<bool(int)>& wanted) {
  Subset subset;
  subset.samples = {samples.axis, samples.classes, {}, samples.links};
  std::vector<std::int64_t> rows;
  for (std::size_t i = 0; i < samples.clips.size(); ++i) {
    const SampleClip& clip = samples.clips[i];
    std::vector<SampleFrame> frames;
    for (std::size_t k = 0; k < clip.frames.size(); ++k) {
      if (!wanted(assignment.folds[i][k])) continue;
      frames.push_back(clip.frames[k]);
      rows.push_back(inputs.first[i] + static_cast<std::int64_t>(k));
    }
    if (frames.empty()) continue;
    SampleClip& picked = subset.samples.clips.emplace_back(clip);
    picked.frames = std::move(frames);
    subset.groups.push_back(assignment.groups[i]);
  }
  subset.inputs = inputs.rows.index_select(0, torch::tensor(rows, torch::kLong));
  return subset;
}

Inputs inputs_of(const Subset& subset) {
  Inputs inputs{subset.inputs, {}};
  std::int64_t row = 0;
  for (const SampleClip& clip : subset.samples.clips) {
    inputs.first.push_back(row);
    row += static_cast<std::int64_t>(clip.frames.size());
  }
  return inputs;
}

}  // namespace

at::Tensor Subset::labels() const {
  std::vector<std::int64_t> labels;
  for (const SampleClip& clip : samples.clips) labels.insert(labels.end(), clip.frames.size(), clip.label);
  return torch::tensor(labels, torch::kLong);
}

at::Tensor Subset::clips() const {
  std::vector<std::int64_t> clips;
  for (std::size_t i = 0; i < samples.clips.size(); ++i) {
    clips.insert(clips.end(), samples.clips[i].frames.size(), static_cast<std::int64_t>(i));
  }
  return torch::tensor(clips, torch::kLong);
}

at::Tensor Subset::weights() const {
  std::vector<double> clips_of(samples.classes.size());
  for (const SampleClip& clip : samples.clips) clips_of[static_cast<std::size_t>(clip.label)] += 1;
  std::vector<double> weights;
  for (const SampleClip& clip : samples.clips) {
    const double clips = clips_of[static_cast<std::size_t>(clip.label)];
    weights.insert(weights.end(), clip.frames.size(), 1 / (clips * static_cast<double>(clip.frames.size())));
  }
  const at::Tensor result = torch::tensor(weights, torch::kDouble);
  return (result / result.mean()).to(torch::kFloat);
}

Segments segments_of(const Subset& subset, std::size_t most_of_a_clip) {
  const at::Tensor frame_weights = subset.weights();
  std::vector<at::Tensor> means;
  std::vector<at::Tensor> weights;
  std::vector<std::int64_t> labels;
  std::int64_t row = 0;
  for (const SampleClip& clip : subset.samples.clips) {
    for (const auto& [from, to] : segment_bounds(clip.frames.size(), most_of_a_clip)) {
      means.push_back(subset.inputs.slice(0, row + from, row + to).mean(0));
      weights.push_back(frame_weights.slice(0, row + from, row + to).sum());
      labels.push_back(clip.label);
    }
    row += static_cast<std::int64_t>(clip.frames.size());
  }
  const at::Tensor all = at::stack(weights);
  return {at::stack(means), torch::tensor(labels, torch::kLong), all / all.mean()};
}

TrainingSubset training_subset(const Samples& samples, const Assignment& assignment, int fold, const Inputs& inputs) {
  return {pick(samples, assignment, inputs, [fold](int of) { return of >= 0 && of != fold; })};
}

TestSubset test_subset(const Samples& samples, const Assignment& assignment, int fold, const Inputs& inputs) {
  return {pick(samples, assignment, inputs, [fold](int of) { return of == fold; })};
}

TrainingSubset inner_training_subset(const TrainingSubset& subset, const Assignment& inner, int fold) {
  return training_subset(subset.samples, inner, fold, inputs_of(subset));
}

TestSubset inner_test_subset(const TrainingSubset& subset, const Assignment& inner, int fold) {
  return test_subset(subset.samples, inner, fold, inputs_of(subset));
}

}  // namespace baseline
