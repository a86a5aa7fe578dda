#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "serve/http/request.h"
#include "serve/http/response.h"

namespace serve {

struct ByteRange {
  std::int64_t first = 0;
  std::int64_t last = 0;  ///< inclusive
};

/// Parses "bytes=0-99", "bytes=100-" and "bytes=-100" for content of `size` bytes (RFC 9110, section 14.1.2).
/// `satisfiable` is false where the range is valid but outside of it. Nothing for several ranges, other units and what
/// cannot be parsed: those are answered with all of it.
struct ParsedRange {
  ByteRange range;
  bool satisfiable = true;
};
std::optional<ParsedRange> parse_range(std::string_view value, std::int64_t size);

/// A response with a whole file as it answers the request: 206 with the range that was asked for, 416, or as it is. The
/// range is ignored where If-Range is not the response's ETag.
Response in_range(const Request& request, Response whole);

}  // namespace serve
