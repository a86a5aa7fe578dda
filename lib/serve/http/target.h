#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace serve {

/// The target of a request, "/api/v1/clips/p1?after=x", decoded.
struct Target {
  /// Of the path; none for "/". They are printable UTF-8, not "." or "..", and have neither '/' nor '\'. One is empty
  /// where two slashes follow each other and where the path ends in one.
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> query;  ///< names and values, in their order
};

inline constexpr std::size_t kMaxTargetBytes = 8000;
inline constexpr std::size_t kMaxQueryValues = 100;

/// Parses a target in origin form (RFC 9112, section 3.2.1), in which a query is that of a form
/// (application/x-www-form-urlencoded). Nothing for other forms, for text that is too long and for what cannot be
/// decoded to printable UTF-8.
std::optional<Target> parse_target(std::string_view text);

}  // namespace serve
