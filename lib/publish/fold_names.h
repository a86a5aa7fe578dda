#pragma once

#include <string>
#include <vector>

#include "model/split.h"

namespace publish {

/// The names of folds in an export, by fold: {"test", "train", "train"} for the words "train=1,2" and "test=0". Throws
/// InvalidInput unless each word is NAME=FOLD,… with an id as name, and each of the split's folds has exactly one name.
/// A test set that no word names keeps its name, and shares it with no other fold.
std::vector<std::string> fold_names(const std::vector<std::string>& words, const model::SplitParameters& split);

}  // namespace publish
