#pragma once

#include <string>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"

namespace catalog {

/// Version 2: SHA-256 over all rows except work state and rows kept until gc, by natural key, without row ids, times of
/// runs, library versions or digests of encoded files: equal inputs and decisions give equal digests. Messages and
/// reasons are left out, and names of tables and codes may change.
base::Digest digest(Catalog& catalog);

/// "table.column" for each column that the digest does not cover (row ids, work state …).
const std::vector<std::string>& columns_outside_digest();

}  // namespace catalog
