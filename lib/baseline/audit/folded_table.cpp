#include "baseline/audit/folded_table.h"

#include <algorithm>

#include "baseline/data/segments.h"
#include "baseline/data/standardisation.h"
#include "baseline/train/logistic.h"
#include "evaluation/predictions.h"

namespace baseline {
namespace {

at::Tensor pick(const at::Tensor& rows, const std::vector<std::int64_t>& numbers) {
  return rows.index_select(0, torch::tensor(numbers, torch::kLong));
}

}  // namespace

/// Decisions, and probabilities summed by clip.
struct FoldedTable::Sums {
  Decisions decisions;
  std::vector<double> clips;  // [clips × classes]
};

FoldedTable::FoldedTable(const Samples& samples, const Assignment& assignment, const Table& table)
    : clips_(samples.clips.size()), frames_(static_cast<std::size_t>(samples.frames())), c_(table.c) {
  std::vector<std::int64_t> first;
  std::int64_t row = 0;
  for (const SampleClip& clip : samples.clips) {
    first.push_back(row);
    row += static_cast<std::int64_t>(clip.frames.size());
  }
  for (int fold = 0; fold < assignment.parameters.folds; ++fold) folds_.push_back(cut(assignment, first, table, fold));
}

FoldedTable::Fold FoldedTable::cut(const Assignment& assignment, const std::vector<std::int64_t>& first,
                                   const Table& table, int number) const {
  Fold fold;
  std::vector<std::int64_t> trained;  // frames
  std::vector<at::Tensor> means;
  for (std::size_t clip = 0; clip < clips_; ++clip) {
    std::vector<std::int64_t> frames;
    for (std::size_t k = 0; k < assignment.folds[clip].size(); ++k) {
      const int of = assignment.folds[clip][k];
      const std::int64_t frame = first[clip] + static_cast<std::int64_t>(k);
      if (of == number) {
        fold.test_frames.push_back(frame);
        fold.test_clips.push_back(clip);
      } else if (of >= 0) {
        frames.push_back(frame);
      }
    }
    trained.insert(trained.end(), frames.begin(), frames.end());
    for (const auto& [from, to] : segment_bounds(frames.size(), table.segments)) {
      means.push_back(pick(table.rows, {frames.begin() + from, frames.begin() + to}).mean(0));
      fold.train_clips.push_back(clip);
      fold.train_shares.push_back(static_cast<double>(to - from) / static_cast<double>(frames.size()));
    }
  }
  if (means.empty() || fold.test_frames.empty()) return {};
  const at::Tensor seen = pick(table.rows, trained);
  const Standardisation standardisation = Standardisation::of(seen);
  fold.train = standardisation.apply(at::stack(means)).to(at::kDouble);
  fold.test = standardisation.apply(pick(table.rows, fold.test_frames));
  if (fold.train.size(0) < fold.train.size(1)) {
    const RowSpace space = RowSpace::of(fold.train);
    fold.train = space.coordinates;
    fold.test = fold.test.mm(space.directions.to(at::kFloat));
  }
  return fold;
}

void FoldedTable::test(const Fold& fold, std::span<const int> labels, int classes,
                       const std::vector<std::int64_t>& trained, Sums& sums) const {
  const auto width = static_cast<std::size_t>(classes);
  std::vector<double> clips_of(width);
  for (const std::int64_t row : trained) {
    const auto at = static_cast<std::size_t>(row);
    clips_of[static_cast<std::size_t>(labels[fold.train_clips[at]])] += fold.train_shares[at];
  }
  std::vector<double> weights;
  std::vector<std::int64_t> targets;
  for (const std::int64_t row : trained) {
    const auto at = static_cast<std::size_t>(row);
    const auto label = static_cast<std::size_t>(labels[fold.train_clips[at]]);
    targets.push_back(static_cast<std::int64_t>(label));
    weights.push_back(fold.train_shares[at] / clips_of[label]);
  }
  const at::Tensor weight = torch::tensor(weights, torch::kDouble);
  const bool all = trained.size() == fold.train_clips.size();
  const Linear head = fit_logistic(all ? fold.train : pick(fold.train, trained), torch::tensor(targets, torch::kLong),
                                   weight / weight.mean(), classes, std::span(&c_, 1))[0];
  const at::Tensor probabilities = at::softmax(head.logits(fold.test), 1).to(at::kDouble).contiguous();
  for (std::size_t i = 0; i < fold.test_frames.size(); ++i) {
    const std::span row(probabilities.data_ptr<double>() + i * width, width);
    sums.decisions.frames[static_cast<std::size_t>(fold.test_frames[i])] = evaluation::decision(row);
    for (std::size_t c = 0; c < width; ++c) sums.clips[fold.test_clips[i] * width + c] += row[c];
  }
}

Decisions FoldedTable::test(std::span<const int> labels, int classes, const TrainedOn& trained_on) const {
  const auto width = static_cast<std::size_t>(classes);
  Sums sums{{std::vector<int>(frames_, -1), std::vector<int>(clips_, -1)}, std::vector<double>(clips_ * width)};
  for (std::size_t number = 0; number < folds_.size(); ++number) {
    const Fold& fold = folds_[number];
    std::vector<std::int64_t> trained;
    for (std::size_t i = 0; i < fold.train_clips.size(); ++i) {
      if (trained_on && !trained_on(static_cast<int>(number), fold.train_clips[i])) continue;
      trained.push_back(static_cast<std::int64_t>(i));
    }
    if (!trained.empty()) test(fold, labels, classes, trained, sums);
  }
  for (std::size_t clip = 0; clip < clips_; ++clip) {
    const std::span row(sums.clips.data() + clip * width, width);
    if (std::ranges::any_of(row, [](double p) { return p > 0; }))
      sums.decisions.clips[clip] = evaluation::decision(row);
  }
  return std::move(sums.decisions);
}

}  // namespace baseline
