#pragma once

#include <string_view>

#include "curate/author.h"
#include "curate/dataset.h"

namespace curate {

/// Marks findings as dealt with; returns how many. Throws NotFound where there is none with this code about the id.
int resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);

/// Works out links and splits again where findings of this code, resolved or open again, say what belongs together.
void derive_after_resolving(Dataset& dataset, std::string_view code);

}  // namespace curate
