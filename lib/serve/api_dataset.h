#pragma once

#include "serve/clip_listing.h"
#include "serve/dataset_pool.h"
#include "serve/http/router.h"

namespace serve {

/// GET /api/v1/health and /api/v1/dataset. Both must outlive the router.
void add_dataset_routes(DatasetPool& pool, ClipListings& listings, Router& router);

}  // namespace serve
