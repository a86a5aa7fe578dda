#pragma once

#include "serve/dataset_pool.h"
#include "serve/http/router.h"

namespace serve {

/// GET /api/v1/health and /api/v1/dataset. The pool must outlive the router.
void add_dataset_routes(DatasetPool& pool, Router& router);

}  // namespace serve
