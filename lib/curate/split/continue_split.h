#pragma once

#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/evenness.h"
#include "curate/split/made_split.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// What changed when a split was continued, and how even its folds are.
struct Continuation {
  std::vector<std::string> placed;  ///< clips that were not in the split before
  /// Clips whose group merged with a group of another fold; the group with fewer clips moves.
  std::vector<std::string> moved;
  Evenness evenness;
  Evenness from_scratch;  ///< of a new split with the same parameters
};

struct ContinuedSplit {
  MadeSplit made;
  Continuation continuation;
};

/// Groups the units as make_split does, keeps each group in the fold that its clips have in `before`, and puts the
/// others where they make the folds most even. A test set stays as it is, unless it is extended (see TestSetRule).
/// Throws InvalidInput like make_split, for a split that was read from a file, and if a fold would be empty.
ContinuedSplit continue_split(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                              const model::Split& before, bool extend_test = false);

}  // namespace curate
