#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/digest.h"
#include "baseline/train/fold_model.h"

namespace baseline {

/// The inputs of a cross-validation, all fixed before the first evaluation on a test fold.
struct Plan {
  Samples samples;
  Inputs inputs;
  Trainers trainers;                   ///< candidates, selected on inner folds
  std::shared_ptr<Trainer> reference;  ///< reference baseline, tested on the same folds; may be null
  std::vector<Assignment> repeats;
  std::uint64_t seed = 0;       ///< repeat r trains with seed + r
  std::string network;          ///< the network of the inputs, in words
  base::Digest network_digest;  ///< of its weights

  /// Of everything the results depend on: clips, labels, pixels, folds, settings, weights, seed.
  base::Digest digest() const;
};

/// Thrown by a watch to stop a run; finished folds are kept.
struct Stopped {};

struct CrossValidationWatch {
  /// (folds done, total folds, current step)
  std::function<void(std::int64_t, std::int64_t, const std::string&)> progress;
  std::function<bool()> stop;  ///< true to stop
  /// Called before the first evaluation on a test fold.
  std::function<void(const Assignment&, int repeat, int fold)> evaluating;
};

struct Results {
  evaluation::Predictions predictions;
  evaluation::Predictions reference;  ///< of Plan::reference
  std::vector<Selected> selected;     ///< by repeat, then fold
};

/// In every repeat, trains on all folds but one and tests on that one. Writes each fold's results, and the models of
/// the first repeat (see `models_in`), to `folder`; a run with the same plan continues from these. Throws Stopped.
Results cross_validate(const Plan& plan, const std::filesystem::path& folder, const CrossValidationWatch& watch);

/// The files of a run's models, one per fold.
std::vector<std::filesystem::path> models_in(const std::filesystem::path& folder);

}  // namespace baseline
