#pragma once

#include <optional>
#include <string>
#include <vector>

#include "model/clip.h"

namespace catalog {

/// The value in effect among the labels of one clip on one axis, in the order in which they were said: the last
/// curator's, else the manifest's, else that of most annotators, of whom each one's last word counts. Nothing where it
/// is a tie, or the manifest says two things.
std::optional<std::string> label_in_effect(const std::vector<model::Label>& said);

}  // namespace catalog
