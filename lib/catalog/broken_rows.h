#pragma once

#include <string>
#include <vector>

#include "catalog/catalog.h"

namespace catalog {

/// What is wrong with the file itself: SQLite's integrity and foreign key checks, in words; empty: nothing.
std::vector<std::string> broken_rows(Catalog& catalog);

}  // namespace catalog
