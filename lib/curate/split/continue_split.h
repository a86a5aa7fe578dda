#pragma once

#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/evenness.h"
#include "curate/split/made_split.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// What it took, and costs, that a split's old groups stay where they are.
struct Continuation {
  std::vector<std::string> placed;  ///< clips that are new in it
  /// Clips whose group became one with a group of another fold: of the two the one with fewer clips moved.
  std::vector<std::string> moved;
  Evenness evenness;
  Evenness from_scratch;  ///< of a split with the same parameters that keeps nothing
};

struct ContinuedSplit {
  MadeSplit made;
  Continuation continuation;
};

/// Groups the units as make_split does, keeps each group in the fold where its clips are in `before`, and deals the
/// others to where they make the folds most even. Throws InvalidInput for what make_split refuses, for a split that
/// came from a file, and where a fold would be empty.
ContinuedSplit continue_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                              const model::Split& before);

}  // namespace curate
