#include "manifest/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>

#include "base/file.h"
#include "base/text.h"
#include "base/url.h"
#include "manifest/text.h"

namespace manifest {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kMaxUrlBytes = 2000;
constexpr std::size_t kMaxPathBytes = 1000;

// Characters that RFC 3986 allows nowhere, and those that cause trouble in terminals and shells.
bool must_be_encoded(char c) {
  return c <= ' ' || c == 0x7F || std::string_view("\"<>\\^`{|}").find(c) != std::string_view::npos;
}

std::optional<std::string> what_is_wrong_with_authority(const base::Authority& authority) {
  const auto& [user, host, port] = authority;
  if (!user.empty()) return "user name or password in the URL; remove it";
  if (host.empty() || host.find_first_of("%!$&'()*+,;=") != std::string_view::npos) return "no host in the URL";
  if (port && (port->empty() || port->size() > 5 || !std::ranges::all_of(*port, base::is_digit))) {
    return "invalid port number";
  }
  return std::nullopt;
}

}  // namespace

std::optional<std::string> what_is_wrong_with_url(std::string_view text) {
  const std::optional<base::UrlParts> url = base::split_url(text);
  if (!url || (!base::same_word(url->scheme, "https") && !base::same_word(url->scheme, "http"))) {
    return fmt::format("{} is not an http:// or https:// URL", cited(text));
  }
  if (text.size() > kMaxUrlBytes) return fmt::format("URL longer than {} characters", kMaxUrlBytes);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (must_be_encoded(text[i])) return "a space or another character that must be written as %XX";
    if (text[i] == '%' && !base::encoded_byte(text, i)) {
      return "'%' is not followed by two hexadecimal digits; write %25 for '%' itself";
    }
  }
  return what_is_wrong_with_authority(base::split_authority(url->authority));
}

std::optional<std::string> what_is_wrong_with_path(std::string_view path, const fs::path& folder,
                                                   const std::vector<fs::path>& follow_links) {
  if (path.size() > kMaxPathBytes) return fmt::format("path longer than {} bytes", kMaxPathBytes);
  if (path.find('\\') != std::string_view::npos) return "backslash in the path; separate folders with '/'";
  if (path.empty() || path.front() == '/') return "absolute path; write it relative to the manifest's folder";
  for (std::size_t start = 0; start <= path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    if (part == "..") return "'..' leads out of the manifest's folder; move the file or the manifest";
    if (part.empty() || part == ".") return "empty part or '.' in the path; write it as in clips/a.mp4";
    start = end + 1;
  }
  if (folder.empty() || base::is_without_links(folder, path)) return std::nullopt;
  std::error_code error;
  const fs::path root = fs::canonical(folder, error);
  if (error) return std::nullopt;  // the folder does not exist: no links to follow
  if (base::stays_below(root, path, error) || base::stays_below_any(follow_links, root / path)) return std::nullopt;
  return error ? "cannot follow this path: " + error.message()
               : "symbolic link leads out of the manifest's folder; copy the file, or allow it with --follow-links DIR";
}

}  // namespace manifest
