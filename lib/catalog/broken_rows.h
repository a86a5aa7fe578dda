#pragma once

#include <optional>
#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace catalog {

/// Messages about what is wrong with the catalog itself; empty: nothing. Runs SQLite's checks of the file and of
/// foreign keys, and checks invariants between rows. `deep` also compares indexes with tables (integrity_check instead
/// of quick_check), which takes much longer.
std::vector<std::string> broken_rows(Catalog& catalog, bool deep = true);

/// The first damage that SQLite finds in the file and its rows, or nothing. Reads all of the catalog.
std::optional<std::string> quick_check(Catalog& catalog);

}  // namespace catalog
