#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "catalog/decisions.h"
#include "catalog/findings.h"
#include "curate/author.h"
#include "curate/dataset.h"
#include "model/region.h"

namespace curate {

/// Marks open findings with this code about the id as resolved; returns how many. Throws NotFound if there is none.
int resolve(Dataset& dataset, std::string_view code, std::string_view id, const Author& author);

/// The findings with this code about the id, whatever kind of thing has it.
std::vector<catalog::FindingRow> findings_about(Dataset& dataset, std::string_view code, std::string_view id);

/// That the open findings with this code about (about, id) are resolved, as a decision; with a region if one was
/// accepted. It covers findings of this code that appear later, unless it compares clips or names that are new then.
catalog::Decision resolution(Dataset& dataset, const model::Finding& finding, const Author& author,
                             const std::optional<model::Region>& region = {});

/// Updates links and splits if they depend on findings of this code.
void derive_after_resolving(Dataset& dataset, std::string_view code);

}  // namespace curate
