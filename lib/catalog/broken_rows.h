#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace catalog {

/// Messages about what is wrong with the catalog itself; empty: nothing. Runs SQLite's checks of the file and of
/// foreign keys, and checks invariants between rows. `deep` also compares indexes with tables (integrity_check instead
/// of quick_check), which takes much longer.
std::vector<std::string> broken_rows(Catalog& catalog, bool deep = true);

}  // namespace catalog
