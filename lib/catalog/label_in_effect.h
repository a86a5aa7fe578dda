#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/clip.h"

namespace catalog {

/// The value in effect among the labels of one clip on one axis, given in the order they were made: the last curator's,
/// else the manifest's, else that of most annotators, counting the last label of each. Empty for a tie, or if the
/// manifest has two values.
std::optional<std::string> label_in_effect(const std::vector<model::Label>& said);

/// The labels in effect of a clip, by axis, and the axes on which any clip has one.
std::map<std::string, std::string> labels_in_effect(Catalog& catalog, std::string_view clip);
std::vector<std::string> labelled_axes(Catalog& catalog);

}  // namespace catalog
