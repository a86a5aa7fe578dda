#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/digest.h"
#include "baseline/train/fold_model.h"

namespace baseline {

/// What a cross-validation is made of. All of it is settled before the first outer fold is opened.
struct Plan {
  Samples samples;
  Inputs inputs;
  Trainers trainers;                   ///< inner folds choose between them
  std::shared_ptr<Trainer> reference;  ///< tested on the same folds, to be compared with; none: nothing is
  std::vector<Assignment> repeats;
  std::uint64_t seed = 0;       ///< repeat r trains with seed + r
  std::string network;          ///< what the inputs come from, in words
  base::Digest network_digest;  ///< of its weights

  /// Over everything that the results depend on: clips, labels, pixels, folds, settings, weights, seed.
  base::Digest digest() const;
};

/// Thrown by a watch, to end a run early: what is finished is kept.
struct Stopped {};

struct CrossValidationWatch {
  /// (folds done, folds in all, what is going on)
  std::function<void(std::int64_t, std::int64_t, const std::string&)> progress;
  std::function<bool()> stop;  ///< true: end soon
  /// The outer fold is about to be opened for the first time.
  std::function<void(const Assignment&, int repeat, int fold)> evaluating;
};

struct Results {
  evaluation::Predictions predictions;
  evaluation::Predictions reference;  ///< of Plan::reference
  std::vector<Selected> selected;     ///< by repeat, then fold
};

/// Trains on all folds but one, tests on that one, in every repeat. Each fold's results and the first repeat's models
/// go to `folder` when they are there (`models_in` has the latter); a run with the same plan goes on where another
/// ended. Throws Stopped.
Results cross_validate(const Plan& plan, const std::filesystem::path& folder, const CrossValidationWatch& watch);

/// The files of a run's models, one a fold.
std::vector<std::filesystem::path> models_in(const std::filesystem::path& folder);

}  // namespace baseline
