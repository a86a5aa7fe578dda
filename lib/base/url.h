#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// URLs as text (RFC 3986). See `fetch::parse_address` for how libcurl parses them.
namespace base {

/// "scheme://user@host:port/path?query#fragment", as written.
struct UrlParts {
  std::string_view scheme;
  std::string_view authority;  ///< up to the path
  std::string_view path;       ///< empty, or starts with '/'
  std::string_view query;      ///< empty, or starts with '?'
};
/// Nothing without "://". Does not check whether the parts are valid.
std::optional<UrlParts> split_url(std::string_view url);

struct Authority {
  std::string_view user;  ///< empty, or ends with '@'
  std::string_view host;
  std::optional<std::string_view> port;  ///< after the ':'
};
Authority split_authority(std::string_view authority);

/// A letter, then letters, digits, '+', '-', '.' (section 3.1).
bool is_scheme(std::string_view text);

/// Up to the query or the fragment.
std::string_view without_query(std::string_view url);

/// The byte that the "%XX" at `at` encodes; nothing if there is none.
std::optional<char> encoded_byte(std::string_view text, std::size_t at);

/// Decodes each "%XX"; other '%' characters are kept.
std::string percent_decoded(std::string_view text);

/// Encodes each byte as "%XX", except those for which `is_plain` is true.
std::string percent_encoded(std::string_view text, bool (*is_plain)(char));

/// Letters, digits, "-._~": encoded or not, they mean the same (section 2.3).
bool is_unreserved(char c);

/// The segments of a URL's path, percent-decoded; or the parts of a relative path. Drops query, fragment and empty
/// segments. Returns nothing if a segment is "." or "..", or contains '/' or NUL after decoding.
std::vector<std::string> path_segments(std::string_view url_or_path);

/// The normal form of a URL, equal for all spellings of one address: sections 6.2.2 and 6.2.3 (case of scheme and host,
/// default port, percent-encoding, dot segments, empty path). Of the query only the percent-encoding is normalised.
/// Beyond the RFC, the fragment is dropped, bytes that a URL cannot contain are percent-encoded, and http becomes
/// https: a missed link may leak between folds, a false one only costs balance. Text that does not start with
/// "scheme://" is trimmed.
std::string normalised_url(std::string_view url);

/// A URL for messages: without user, password, query and fragment, which may be secret.
std::string shown_url(std::string_view url);

}  // namespace base
