#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "serve/http/person.h"
#include "serve/http/target.h"

namespace serve {

struct Header {
  std::string name;
  std::string value;
};

/// The first header of this name, whatever its case; nothing where there is none.
std::optional<std::string_view> find_header(const std::vector<Header>& headers, std::string_view name);
std::size_t count_headers(const std::vector<Header>& headers, std::string_view name);

/// What a client asks for. Its head was checked: see check_framing.
struct Request {
  std::string method;
  std::string raw_target;
  std::string version;  ///< "HTTP/1.1"
  Target target;
  std::vector<Header> headers;          ///< values without white space at their ends
  std::string peer;                     ///< the client's address, without port
  Person person;                        ///< set before the action runs
  std::vector<std::string> parameters;  ///< what stands for "{…}" in the route's pattern, in their order
  std::string body;                     ///< whole, for actions that do not take it as a stream

  std::optional<std::string_view> header(std::string_view name) const { return find_header(headers, name); }
  /// The first value of this name in the query.
  std::optional<std::string_view> query(std::string_view name) const;
  /// What follows "Bearer" in Authorization (RFC 6750, section 2.1), maybe nothing; no value where it is of another
  /// kind, which browsers may send on their own.
  std::optional<std::string_view> bearer() const;
  /// Content-Length; nothing where there is none or the body is chunked.
  std::optional<std::uint64_t> content_length() const;
  bool is_chunked() const { return header("Transfer-Encoding").has_value(); }
  bool has_body() const { return is_chunked() || content_length().value_or(0) > 0; }
  /// Whether the request changes nothing (RFC 9110, section 9.2.1).
  bool is_safe() const { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }
};

/// A number of at most 18 digits, and nothing else.
std::optional<std::uint64_t> parse_number(std::string_view digits);

}  // namespace serve
