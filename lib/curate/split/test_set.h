#pragma once

#include <string>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/groups.h"
#include "curate/split/made_split.h"
#include "model/split.h"

namespace curate {

/// What becomes of a split's test set when it is made again.
struct TestSetRule {
  const model::Split* keep = nullptr;  ///< keeps the clips of this split's test set; none: a new test set
  bool extend = false;                 ///< clips that are linked to the kept clips, or held out, enter it
};

/// A test set that is not chosen for balance.
struct TestSet {
  std::vector<model::Group> groups;         ///< in the last fold
  std::vector<std::string> kept_from_test;  ///< see MadeSplit
  std::vector<std::string> notes;           ///< sentences
};

/// Whether a unit has one of the values: "source=bedside", also manifest, subject, case and probe. Ids of a manifest
/// match with and without its name: "pocus/p18" and "p18".
bool is_held_out(const catalog::ClipSummary& unit, const std::vector<std::string>& held_out);

/// Throws InvalidInput for an unknown column and for a value that no unit has.
void check_held_out(const std::vector<catalog::ClipSummary>& units, const std::vector<std::string>& held_out);

/// By group of the grouping, whether it has a clip that is in the test set of `keep` or is held out: its clips may be
/// in no other fold.
std::vector<bool> groups_of_test_set(const std::vector<catalog::ClipSummary>& units, const Grouping& grouping,
                                     const model::SplitParameters& parameters, const model::Split* keep);

/// Takes the groups of the test set out of `grouping`, whose other groups are numbered again. A new test set has whole
/// groups. A kept one has the clips that it had: other clips of its groups are in no fold, unless the rule extends it.
TestSet take_test_set(const std::vector<catalog::ClipSummary>& units, Grouping& grouping,
                      const model::SplitParameters& parameters, const TestSetRule& rule);

/// Adds the test set to a split of the other clips.
void add_test_set(TestSet test, const model::SplitParameters& parameters, MadeSplit& made);

}  // namespace curate
