#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "fetch/http.h"
#include "fetch/limits.h"
#include "fetch/stop.h"

namespace fetch {

/// The answer of an address, without its file.
struct SourceState {
  HttpResult result;
  std::optional<std::int64_t> size;  ///< of the file, as announced
};

/// Sends HEAD or, if that is refused, requests the first byte; reads no more. Retries after temporary failures.
/// `digest_known`: see HttpRequest.
SourceState look_at(const std::string& url, bool digest_known, HttpSession& session, const Limits& limits, Stop& stop);

}  // namespace fetch
