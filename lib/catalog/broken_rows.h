#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace catalog {

/// What is wrong with the catalog itself, in words; empty: nothing. SQLite's checks of its file and of foreign keys,
/// and what must hold between rows. `deep`: that each index has what its table has, too (integrity_check in place of
/// quick_check), which takes much longer.
std::vector<std::string> broken_rows(Catalog& catalog, bool deep = true);

}  // namespace catalog
