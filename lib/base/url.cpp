#include "base/url.h"

#include <algorithm>

#include "base/text.h"

namespace base {
namespace {

constexpr std::string_view kSchemeEnd = "://";

void append_encoded(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

/// Sections 6.2.2.1 and 6.2.2.2: decodes unreserved characters, writes the other triplets with capital digits.
std::string normalised_encoding(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::optional<char> decoded = encoded_byte(text, i);
    const char c = decoded.value_or(text[i]);
    const bool can_stand = static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7f;
    if (decoded ? is_unreserved(c) : can_stand) {
      out += c;
    } else {
      append_encoded(out, c);
    }
    if (decoded) i += 2;
  }
  return out;
}

/// Section 5.2.4, for a path that is empty or starts with '/'.
std::string without_dot_segments(std::string_view path) {
  std::vector<std::string_view> segments;
  bool folder = true;  // the last segment is a folder: the path ends with '/'
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view segment = path.substr(0, end);
    path.remove_prefix(end);
    folder = segment == "." || segment == "..";
    if (segment == ".." && !segments.empty()) segments.pop_back();
    if (!folder) segments.push_back(segment);
  }
  std::string out;
  for (const std::string_view segment : segments) out.append("/").append(segment);
  return folder ? out + "/" : out;
}

/// In lower case, without the default port. The part before '@' is not changed.
std::string normalised_authority(std::string_view text, std::string_view scheme) {
  const Authority authority = split_authority(text);
  std::string host = normalised_encoding(authority.host);
  // Triplets keep their capital digits.
  for (std::size_t i = 0; i < host.size(); ++i) {
    if (host[i] == '%') {
      i += 2;
    } else {
      host[i] = lower(host[i]);
    }
  }
  const std::string_view port = authority.port.value_or("");
  const bool usual =
      (scheme == "http" && port == "80") || (scheme == "https" && port == "443") || (scheme == "ftp" && port == "21");
  std::string out = normalised_encoding(authority.user) + host;
  if (!port.empty() && !usual) out.append(":").append(port);
  return out;
}

bool leads_nowhere_else(const std::string& segment) {
  return segment != "." && segment != ".." && segment.find('/') == std::string::npos &&
         segment.find('\0') == std::string::npos;
}

}  // namespace

std::optional<UrlParts> split_url(std::string_view url) {
  const std::size_t end = url.find(kSchemeEnd);
  if (end == std::string_view::npos) return std::nullopt;
  UrlParts parts;
  parts.scheme = url.substr(0, end);
  std::string_view rest = url.substr(end + kSchemeEnd.size());
  rest = rest.substr(0, rest.find('#'));
  parts.authority = rest.substr(0, rest.find_first_of("/?"));
  rest.remove_prefix(parts.authority.size());
  parts.path = rest.substr(0, rest.find('?'));
  parts.query = rest.substr(parts.path.size());
  return parts;
}

Authority split_authority(std::string_view authority) {
  const std::size_t at = authority.rfind('@');
  Authority parts;
  parts.user = authority.substr(0, at == std::string_view::npos ? 0 : at + 1);
  authority.remove_prefix(parts.user.size());
  const std::size_t bracket = authority.rfind(']');  // colons in brackets belong to an IPv6 address
  const std::size_t colon = authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
  parts.host = authority.substr(0, colon);
  if (colon != std::string_view::npos) parts.port = authority.substr(colon + 1);
  return parts;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_letter(text[0]) &&
         std::ranges::all_of(text, [](char c) { return is_alphanumeric(c) || c == '+' || c == '-' || c == '.'; });
}

std::string_view without_query(std::string_view url) { return url.substr(0, url.find_first_of("?#")); }

std::optional<char> encoded_byte(std::string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) return std::nullopt;
  const std::optional<int> high = hex_value(text[at + 1]);
  const std::optional<int> low = hex_value(text[at + 2]);
  if (!high || !low) return std::nullopt;
  return static_cast<char>(*high * 16 + *low);
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::optional<char> byte = encoded_byte(text, i);
    decoded += byte.value_or(text[i]);
    if (byte) i += 2;
  }
  return decoded;
}

std::string percent_encoded(std::string_view text, bool (*is_plain)(char)) {
  std::string encoded;
  for (const char c : text) {
    if (is_plain(c)) {
      encoded += c;
    } else {
      append_encoded(encoded, c);
    }
  }
  return encoded;
}

bool is_unreserved(char c) { return is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

std::vector<std::string> path_segments(std::string_view url_or_path) {
  const std::optional<UrlParts> url = split_url(url_or_path);
  std::string_view rest = url ? url->path : url_or_path;
  std::vector<std::string> segments;
  while (!rest.empty()) {
    const std::string_view raw = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(raw.size() + 1, rest.size()));
    if (raw.empty()) continue;
    segments.push_back(url ? percent_decoded(raw) : std::string(raw));
    if (!leads_nowhere_else(segments.back())) return {};
  }
  return segments;
}

std::string normalised_url(std::string_view url) {
  url = trimmed(url, " \t\n\v\f\r");
  const std::optional<UrlParts> parts = split_url(url);
  if (!parts || !is_scheme(parts->scheme)) return std::string(url);
  const std::string scheme = lower(parts->scheme);
  const std::string authority = normalised_authority(parts->authority, scheme);
  // Encoding is normalised first, as "%2E%2E" is a dot segment.
  const std::string path = without_dot_segments(normalised_encoding(parts->path));
  return (scheme == "http" ? "https" : scheme) + "://" + authority + path + normalised_encoding(parts->query);
}

std::string shown_url(std::string_view url) {
  std::string shown(without_query(url));
  const std::size_t scheme = shown.find(kSchemeEnd);
  const std::size_t start = scheme == std::string::npos ? 0 : scheme + kSchemeEnd.size();
  const std::size_t at = shown.substr(0, shown.find('/', start)).rfind('@');
  if (at != std::string::npos && at >= start) shown.erase(start, at + 1 - start);
  for (char& c : shown) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) c = '?';
  }
  constexpr std::size_t kMaxShownBytes = 300;
  if (shown.size() > kMaxShownBytes) shown = shown.substr(0, kMaxShownBytes) + "…";
  return shown;
}

}  // namespace base
