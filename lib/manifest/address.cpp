#include "manifest/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/text.h"
#include "manifest/text.h"

namespace manifest {
namespace fs = std::filesystem;
namespace {

using base::is_digit;

constexpr std::size_t kLongestUrl = 2000;
constexpr std::size_t kLongestPath = 1000;

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

// What RFC 3986 leaves out of every part, and what terminals and shells make trouble with.
bool must_be_encoded(char c) {
  return c <= ' ' || c == 0x7F || std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
}

std::optional<std::string> what_is_wrong_with_authority(std::string_view authority) {
  if (authority.find('@') != std::string_view::npos) return "a user name or password in the address; take it out";
  const std::size_t bracket = authority.rfind(']');
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  const std::string_view host = authority.substr(0, colon);
  if (host.empty() || host.find_first_of("%!$&'()*+,;=") != std::string_view::npos) return "no host in the address";
  if (colon == std::string_view::npos) return std::nullopt;
  const std::string_view port = authority.substr(colon + 1);
  if (port.empty() || port.size() > 5 || !std::all_of(port.begin(), port.end(), is_digit)) return "not a port number";
  return std::nullopt;
}

// Below `folder` when all links that exist are followed.
bool stays_below(const fs::path& folder, std::string_view path, std::error_code& error) {
  const fs::path root = fs::canonical(folder, error);
  if (error) return true;  // No such folder: nothing to follow.
  const fs::path target = fs::weakly_canonical(root / path, error);
  if (error) return false;
  return std::mismatch(root.begin(), root.end(), target.begin(), target.end()).first == root.end();
}

}  // namespace

std::optional<std::string> what_is_wrong_with_url(std::string_view text) {
  std::string start(text.substr(0, 8));
  std::transform(start.begin(), start.end(), start.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  const std::size_t scheme = start.rfind("https://", 0) == 0 ? 8 : start.rfind("http://", 0) == 0 ? 7 : 0;
  if (scheme == 0) return fmt::format("{} is not an address that starts with https:// or http://", cited(text));
  if (text.size() > kLongestUrl) return fmt::format("an address longer than {}", kLongestUrl);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (must_be_encoded(text[i])) return "a blank or another character that an address writes as %XX";
    if (text[i] == '%' && (i + 2 >= text.size() || !is_hex(text[i + 1]) || !is_hex(text[i + 2]))) {
      return "'%' without two hexadecimal digits after it; '%' itself is %25";
    }
  }
  const std::string_view rest = text.substr(scheme);
  return what_is_wrong_with_authority(rest.substr(0, rest.find_first_of("/?#")));
}

std::optional<std::string> what_is_wrong_with_path(std::string_view path, const fs::path& folder) {
  if (path.size() > kLongestPath) return fmt::format("a path longer than {} bytes", kLongestPath);
  if (path.find('\\') != std::string_view::npos) return "a backslash; folders are separated by '/'";
  if (path.empty() || path.front() == '/') return "an absolute path; name the file from the manifest's folder";
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    if (part == "..") return "'..' leaves the manifest's folder; put the file or the manifest elsewhere";
    if (part.empty() || part == ".") return "an empty part or '.'; write the path plainly, such as clips/a.mp4";
    start = end + 1;
  }
  std::error_code error;
  if (!folder.empty() && !stays_below(folder, path, error)) {
    return error ? "this path cannot be followed: " + error.message()
                 : "a symbolic link leads out of the manifest's folder; copy the file instead";
  }
  return std::nullopt;
}

}  // namespace manifest
