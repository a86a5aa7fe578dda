#pragma once

#include "serve/http/router.h"
#include "serve/people/people.h"

namespace serve {

/// /api/v1/users, /api/v1/invitations and /api/v1/audit, for admins; /api/v1/tokens for everybody with an account.
/// `people` must outlive the router.
void add_account_routes(People& people, Router& router);

}  // namespace serve
