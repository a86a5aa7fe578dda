#pragma once

#include "serve/clip_listing.h"
#include "serve/dataset_pool.h"
#include "serve/http/router.h"

namespace serve {

/// Rows of the catalog:
///   GET /api/v1/clips, findings, sources, subjects, labels, links, splits
///   GET /api/v1/clips/{id}
/// `?COLUMN=VALUE` filters (an empty value: rows without one), `sort=COLUMN` or `sort=-COLUMN`, `limit`, and `after`,
/// the cursor that the previous page gave as `next`. Clips are also filtered by
/// `finding`, `split`, `fold` and `q`: see catalog::Filter. Who may not see all sees only the clips that anybody may
/// see. Pool and listings must outlive the router.
void add_list_routes(DatasetPool& pool, ClipListings& listings, Router& router);

}  // namespace serve
