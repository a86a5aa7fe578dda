#pragma once

#include <string_view>

#include "curate/author.h"
#include "curate/dataset.h"

namespace curate {

/// Marks open findings with this code about the id as resolved; returns how many. Throws NotFound if there is none.
int resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);

/// Updates links and splits if they depend on findings of this code.
void derive_after_resolving(Dataset& dataset, std::string_view code);

}  // namespace curate
