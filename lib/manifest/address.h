#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manifest {

/// Nothing, or why `text` is not an address that may be fetched: not http(s) (RFC 3986, 9110), a user name or password
/// in it, characters that must be percent-encoded, longer than 2,000.
std::optional<std::string> what_is_wrong_with_url(std::string_view text);

/// Nothing, or why `path` may leave `folder`: absolute, "..", a backslash, a symbolic link out of it. Also "." and
/// empty parts are refused: a file has one spelling. Looks at links only where `folder` is not empty; they may lead to
/// what lies below one of `follow_links`.
std::optional<std::string> what_is_wrong_with_path(std::string_view path, const std::filesystem::path& folder,
                                                   const std::vector<std::filesystem::path>& follow_links = {});

}  // namespace manifest
