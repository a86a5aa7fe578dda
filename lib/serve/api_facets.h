#pragma once

#include "serve/clip_listing.h"
#include "serve/dataset_pool.h"
#include "serve/http/router.h"

namespace serve {

/// What a page needs to know of a whole list of clips, with the filters and order of GET /api/v1/clips:
///   GET /api/v1/facets     how many clips there are, and how many with each value of what lists are filtered by
///   GET /api/v1/positions  how many clips there are, and where pages of `limit` clips start
/// and GET /api/v1/counts: labels against another column. All are kept until the catalog changes.
void add_facet_routes(ClipListings& listings, Router& router);

}  // namespace serve
