#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/clip_summaries.h"
#include "curate/split/made_split.h"
#include "model/link.h"
#include "model/split.h"

namespace curate {

/// Folds of clips that somebody else dealt.
struct FileAssignment {
  int folds = 0;
  std::vector<std::string> fold_names;  ///< empty: the file numbers them from 0
  std::map<std::string, int> folds_of;  ///< by clip
};

/// A clip, and the file that its manifest names for it.
struct ClipPath {
  std::string clip;
  std::string path;  ///< empty: it has an address only
};

/// Reads a CSV file with the columns `clip` or `path`, and `split` or `fold`; of two, the first. A path is that of a
/// clip's file in its manifest, or its name alone where no other file has it, or that of a frame in an export of ours.
/// A clip may stand in many lines, as long as its fold is the same; a line without a fold says nothing. Names of folds
/// are in the order train, val, test, others. Throws InvalidInput, with file and line, for a missing column, a clip
/// that is not in the dataset, one in two folds, a name of a fold that is no id, and fewer than two folds.
FileAssignment read_assignment(std::string_view text, const std::string& file, const std::vector<ClipPath>& clips);

/// A split with these folds. Groups are those of make_groups by subject, cut where the file puts their clips in several
/// folds. Clips that the file does not name are left out. Throws InvalidInput where a fold has no clip with frames.
MadeSplit split_as_assigned(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                            const model::SplitParameters& parameters, const FileAssignment& assignment);

}  // namespace curate
