#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "fetch/http.h"
#include "fetch/limits.h"
#include "fetch/stop.h"

namespace fetch {

/// What an address says of itself, without its file.
struct SourceState {
  HttpResult result;
  std::optional<std::int64_t> size;  ///< of the file, as announced
};

/// Asks by HEAD; where that is refused, for the first byte. Reads no body beyond that. What may pass is tried again.
SourceState look_at(const std::string& url, HttpSession& session, const Limits& limits, Stop& stop);

}  // namespace fetch
