#pragma once

#include "serve/http/response.h"

struct MHD_Connection;

namespace serve {

/// Gives a response to libmicrohttpd. False: the connection is to be dropped.
bool reply(MHD_Connection* connection, Response response);

}  // namespace serve
