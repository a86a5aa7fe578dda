#pragma once

#include "serve/http/router.h"
#include "serve/people/people.h"

namespace serve {

/// Logging in and out at /api/v1/session; /api/v1/sessions of the person; /api/v1/password; accepting an invitation at
/// /api/v1/invitations/{code}. `people` must outlive the router.
void add_session_routes(People& people, Router& router);

}  // namespace serve
