#pragma once

#include <string>
#include <vector>

#include "serve/http/request.h"

namespace test {

/// A request as the server hands it to checks: HTTP/1.1, with Host localhost:8080 unless `headers` have one.
serve::Request made_request(const std::string& method, const std::string& target,
                            std::vector<serve::Header> headers = {});

}  // namespace test
