#pragma once

#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/link.h"

namespace catalog {

/// Replaces all links of these kinds, and notes that they were looked for.
void put_links(Catalog& catalog, const std::vector<model::LinkKind>& kinds, const std::vector<model::Link>& links);
/// The kinds that were looked for since anything changed that links follow from, each with all clips.
std::vector<model::LinkKind> compared_kinds(Catalog& catalog);
/// Has all of them looked for again.
void outdate_links(Catalog& catalog);
void remove_link(Catalog& catalog, const model::Link& link);
/// By (kind, key, first, second).
std::vector<model::Link> links(Catalog& catalog);
std::vector<model::Link> links_of(Catalog& catalog, std::string_view clip);

}  // namespace catalog
