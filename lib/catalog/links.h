#pragma once

#include <string_view>
#include <vector>

#include "catalog/catalog.h"
#include "model/link.h"

namespace catalog {

/// Replaces all links of these kinds.
void put_links(Catalog& catalog, const std::vector<model::LinkKind>& kinds, const std::vector<model::Link>& links);
/// By (kind, key, first, second).
std::vector<model::Link> links(Catalog& catalog);
std::vector<model::Link> links_of(Catalog& catalog, std::string_view clip);

}  // namespace catalog
