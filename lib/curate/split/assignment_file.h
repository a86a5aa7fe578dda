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

/// Folds of clips, read from a file.
struct FileAssignment {
  int folds = 0;
  std::vector<std::string> fold_names;  ///< empty: the file numbers them from 0
  std::map<std::string, int> folds_of;  ///< by clip
};

/// A clip and the path of its file in the manifest.
struct ClipPath {
  std::string clip;
  std::string path;  ///< empty: the clip has only a URL
};

/// Reads a CSV file with a column `clip` or `path` and a column `split` or `fold`; where it has both, the first of the
/// two is used. A path is the path of a clip's file in its manifest, the file's name if it is unique, or the path of a
/// frame in an export. A clip may be on several lines with the same fold; lines without a fold are skipped. Folds are
/// ordered train, val, test, others. Throws InvalidInput, with file and line, for a missing column, a clip that is not
/// in the dataset or is in two folds, a fold name that is not an id, and fewer than two folds.
FileAssignment read_assignment(std::string_view text, const std::string& file, const std::vector<ClipPath>& clips);

/// A split with these folds. Groups are those of make_groups by subject, divided where the file puts their clips in
/// several folds. Clips that the file does not name are left out. Throws InvalidInput if a fold has no clip with
/// frames.
MadeSplit split_as_assigned(const std::vector<catalog::ClipSummary>& units, const std::vector<model::Link>& links,
                            const model::SplitParameters& parameters, const FileAssignment& assignment);

}  // namespace curate
