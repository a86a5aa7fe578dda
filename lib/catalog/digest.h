#pragma once

#include <string>
#include <vector>

#include "base/digest.h"
#include "catalog/catalog.h"

namespace catalog {

/// Version 2: SHA-256 over all rows except work state and what is kept until gc, by natural key, without row ids, clock
/// times of runs, library versions or digests of encoded files: equal inputs and decisions give equal digests. Messages
/// and reasons are words, which may be written better, and names of tables and of codes may change: they do not count.
base::Digest digest(Catalog& catalog);

/// "table.column" for each column that the digest does not cover (row ids, work state): the list is short and said.
const std::vector<std::string>& columns_outside_digest();

}  // namespace catalog
