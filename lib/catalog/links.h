#pragma once

#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/link.h"

namespace catalog {

/// Replaces all links of these kinds, and records that they are up to date.
void put_links(Catalog& catalog, const std::vector<model::LinkKind>& kinds, const std::vector<model::Link>& links);
/// The kinds of links that are up to date for all clips.
std::vector<model::LinkKind> compared_kinds(Catalog& catalog);
/// Marks all kinds as out of date.
void outdate_links(Catalog& catalog);
void remove_link(Catalog& catalog, const model::Link& link);
/// Sorted by (kind, key, first, second).
std::vector<model::Link> links(Catalog& catalog);
std::vector<model::Link> links_of(Catalog& catalog, std::string_view clip);

}  // namespace catalog
