#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace manifest {

/// Why `text` is not a valid address, or nothing: not http(s) (RFC 3986, 9110), contains a user name or password or
/// characters that must be percent-encoded, or is longer than 2,000 characters.
std::optional<std::string> what_is_wrong_with_url(std::string_view text);

/// Why `path` may leave `folder`, or nothing: it is absolute, or contains "..", a backslash, or a symbolic link out of
/// the folder. "." and empty parts are refused too, so that a file has one spelling. Links are checked only if `folder`
/// is not empty; they may lead below one of `follow_links`.
std::optional<std::string> what_is_wrong_with_path(std::string_view path, const std::filesystem::path& folder,
                                                   const std::vector<std::filesystem::path>& follow_links = {});

}  // namespace manifest
