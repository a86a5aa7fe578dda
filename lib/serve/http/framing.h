#pragma once

#include <optional>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

/// Refuses a head that two programs could read differently (RFC 9112, section 11.2), since a proxy in front of the
/// server may be one of them: more than one length or Host, a length beside a transfer coding, codings other than
/// "chunked", names that are not tokens, values with control characters, bodies where none belongs, targets that are
/// not a path, unknown methods and versions. The connection is closed, as nobody knows where the next request starts.
/// Sets `request.target` where all is well.
std::optional<Response> check_framing(Request& request);

}  // namespace serve
