#pragma once

#include <string>
#include <vector>

namespace publish {

/// What folds are called in an export, by fold: {"test", "train", "train"} of the words "train=1,2" and "test=0".
/// Throws InvalidInput unless each word is NAME=FOLD,… with a name that is an id, and each of `folds` folds is named
/// exactly once.
std::vector<std::string> fold_names(const std::vector<std::string>& words, int folds);

}  // namespace publish
