#pragma once

#include <string>
#include <vector>

namespace publish {

/// The names of folds in an export, by fold: {"test", "train", "train"} for the words "train=1,2" and "test=0". Throws
/// InvalidInput unless each word is NAME=FOLD,… with an id as name, and each of the `folds` folds has exactly one name.
std::vector<std::string> fold_names(const std::vector<std::string>& words, int folds);

}  // namespace publish
