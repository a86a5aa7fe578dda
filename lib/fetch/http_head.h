#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/digest.h"

namespace fetch {

/// Content-Range of bytes (RFC 9110, 14.4): "bytes 10-99/100", "bytes 10-99/*" or, with 416, "bytes */100".
struct ContentRange {
  std::optional<std::int64_t> first;
  std::optional<std::int64_t> last;
  std::optional<std::int64_t> total;
  bool operator==(const ContentRange&) const = default;
};
std::optional<ContentRange> parse_content_range(std::string_view value);

/// The fields of an answer that are used, as received.
struct HttpHead {
  long status = 0;
  std::optional<std::int64_t> content_length;
  std::optional<ContentRange> range;
  std::string etag;
  std::string last_modified;
  std::string date;
  std::string content_type;
  std::string content_encoding;
  std::string retry_after;
  std::string location;
  std::optional<base::Digest> sha256;  ///< of Repr-Digest (RFC 9530) or Digest (RFC 3230)

  /// Parses a line of the head.
  void add(std::string_view line);
  /// Whether the body has a content coding such as gzip.
  bool encoded() const;
  /// A validator for If-Range (RFC 9110, 13.1.5): a strong ETag, else a Last-Modified that is a second or more before
  /// Date. Empty if there is neither.
  std::string strong_validator() const;
};

/// Whether the first bytes of a body are those of a web page (simplified from WHATWG MIME Sniffing, 7.1).
bool looks_like_html(std::string_view start);

}  // namespace fetch
