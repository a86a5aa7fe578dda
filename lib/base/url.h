#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

/// Addresses on the web as text (RFC 3986). What libcurl makes of one is `fetch::parse_address`.
namespace base {

/// "scheme://user@host:port/path?query#fragment", as it is written.
struct UrlParts {
  std::string_view scheme;
  std::string_view authority;  ///< up to the path
  std::string_view path;       ///< empty, or from its '/' on
  std::string_view query;      ///< empty, or from its '?' on
};
/// Nothing where there is no "://". Whether the parts are well-formed is not looked at.
std::optional<UrlParts> split_url(std::string_view url);

struct Authority {
  std::string_view user;  ///< empty, or up to and with the '@'
  std::string_view host;
  std::optional<std::string_view> port;  ///< what follows the ':'
};
Authority split_authority(std::string_view authority);

/// A letter, then letters, digits, '+', '-', '.' (section 3.1).
bool is_scheme(std::string_view text);

/// Up to the query or the fragment.
std::string_view without_query(std::string_view url);

/// The byte that "%XX" stands for which begins at `at`; nothing where there is none.
std::optional<char> encoded_byte(std::string_view text, std::size_t at);

/// Each "%XX" as its byte; a '%' that begins none stays.
std::string percent_decoded(std::string_view text);

/// Each byte as "%XX", but for those that `is_plain`.
std::string percent_encoded(std::string_view text, bool (*is_plain)(char));

/// Letters, digits, "-._~": what means the same encoded and not (section 2.3).
bool is_unreserved(char c);

/// The segments of a URL's path, percent-decoded; of a relative path, its parts. Query and fragment are dropped;
/// segments that are empty are too; "." or "..", or one that holds '/' or NUL once decoded, make the answer empty.
std::vector<std::string> path_segments(std::string_view url_or_path);

/// What is the same for all spellings of one address: sections 6.2.2 and 6.2.3 (case of scheme and host, default port,
/// percent-encoding, dot segments, empty path). The query stays as it is but for its percent-encoding. Beyond the RFC:
/// the fragment goes, bytes that a URL cannot hold are percent-encoded, and http counts as https, since nobody serves
/// two videos that way; a link too many costs a little balance, one too few leaks. Text that does not start with
/// "scheme://" comes back without spaces around it.
std::string normalised_url(std::string_view url);

/// A URL as it may stand in a message: without user, password, query and fragment, which may hold secrets.
std::string shown_url(std::string_view url);

}  // namespace base
