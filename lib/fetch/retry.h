#pragma once

#include <chrono>
#include <optional>
#include <random>
#include <string_view>

#include "fetch/limits.h"

namespace fetch {

/// The value of Retry-After (RFC 9110, 10.2.3): seconds, or an HTTP date relative to `now` (Unix time). Never negative;
/// nothing if it is neither.
std::optional<std::chrono::seconds> parse_retry_after(std::string_view value, std::int64_t now);

/// Whether a status is temporary: 408, 425, 429, 500, 502, 503, 504.
bool is_passing(long status);

/// The finding's code for an error status: source-gone, source-refuses or fetch-failed.
const char* code_for(long status);

/// How long to wait before the next attempt, after `failures` (from 1) in a row: doubles, with jitter of up to half of
/// it, and is at least what the server asks for. Nothing if the server asks for too much.
std::optional<std::chrono::milliseconds> wait_before_retry(const Limits& limits, int failures,
                                                           std::optional<std::chrono::seconds> retry_after,
                                                           std::minstd_rand& random);

}  // namespace fetch
