#pragma once

#include "serve/contribute/quarantine.h"
#include "serve/http/router.h"
#include "serve/people/people.h"

namespace serve {

/// Whoever has the code of a receipt sees what became of a contribution, and can withdraw it, without an account:
///   GET /api/v1/receipts/{code}, POST /api/v1/receipts/{code}/withdraw
/// Files that are not accepted are removed; for those that are, the wish is noted for curators. Unknown codes and texts
/// that are none get the same answer. Both must outlive the router.
void add_receipt_routes(Quarantine& quarantine, People& people, Router& router);

}  // namespace serve
