#include "curate/split/url.h"

#include <algorithm>
#include <optional>

namespace curate {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// RFC 3986, section 2.3.
bool is_unreserved(char c) { return is_alpha(c) || is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'; }

std::optional<int> hex_value(char c) {
  if (is_digit(c)) return c - '0';
  const char small = lower(c);
  if (small >= 'a' && small <= 'f') return small - 'a' + 10;
  return std::nullopt;
}

void append_encoded(std::string& out, char c) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += kDigits[byte >> 4];
  out += kDigits[byte & 15];
}

/// Section 6.2.2.1 and 6.2.2.2: what need not be encoded is not, what is encoded has capital digits.
std::string normalised_encoding(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '%' && i + 2 < text.size() && hex_value(text[i + 1]) && hex_value(text[i + 2])) {
      const char decoded = static_cast<char>(*hex_value(text[i + 1]) * 16 + *hex_value(text[i + 2]));
      if (is_unreserved(decoded)) {
        out += decoded;
      } else {
        append_encoded(out, decoded);
      }
      i += 2;
    } else if (static_cast<unsigned char>(c) <= 0x20 || static_cast<unsigned char>(c) >= 0x7f) {
      append_encoded(out, c);
    } else {
      out += c;
    }
  }
  return out;
}

/// Section 5.2.4, for a path that is empty or starts with '/'.
std::string without_dot_segments(std::string_view path) {
  std::vector<std::string_view> segments;
  bool folder = true;  // what stands last is a folder: the path ends with '/'
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

/// Lower case, without the port that the scheme has anyway. The part before '@' stays as it is.
std::string normalised_authority(std::string_view authority, std::string_view scheme) {
  const std::size_t at = authority.rfind('@');
  std::string out;
  if (at != std::string_view::npos) {
    out = normalised_encoding(authority.substr(0, at + 1));
    authority.remove_prefix(at + 1);
  }
  const std::size_t colon = authority.rfind(':');
  const std::size_t bracket = authority.rfind(']');
  std::string_view port;
  if (colon != std::string_view::npos && (bracket == std::string_view::npos || colon > bracket)) {
    port = authority.substr(colon + 1);
    authority = authority.substr(0, colon);
  }
  std::string host = normalised_encoding(authority);
  // Not within triplets: their digits are capital.
  for (std::size_t i = 0; i < host.size(); ++i) {
    if (host[i] == '%') {
      i += 2;
    } else {
      host[i] = lower(host[i]);
    }
  }
  out += host;
  const bool usual =
      (scheme == "http" && port == "80") || (scheme == "https" && port == "443") || (scheme == "ftp" && port == "21");
  if (!port.empty() && !usual) out.append(":").append(port);
  return out;
}

bool is_scheme(std::string_view text) {
  return !text.empty() && is_alpha(text[0]) && std::ranges::all_of(text, [](char c) {
    return is_alpha(c) || is_digit(c) || c == '+' || c == '-' || c == '.';
  });
}

std::string_view trimmed(std::string_view text) {
  const auto space = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r'); };
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

std::string normalised_url(std::string_view url) {
  url = trimmed(url);
  const std::size_t colon = url.find("://");
  if (colon == std::string_view::npos || !is_scheme(url.substr(0, colon))) return std::string(url);
  std::string scheme(url.substr(0, colon));
  std::ranges::transform(scheme, scheme.begin(), lower);
  std::string_view rest = url.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));
  const std::size_t authority_end = std::min(rest.find_first_of("/?"), rest.size());
  const std::string authority = normalised_authority(rest.substr(0, authority_end), scheme);
  rest.remove_prefix(authority_end);
  const std::size_t query = std::min(rest.find('?'), rest.size());
  // Encoding first: "%2E%2E" is a dot segment.
  const std::string path = without_dot_segments(normalised_encoding(rest.substr(0, query)));
  if (scheme == "http") scheme = "https";
  return scheme + "://" + authority + path + normalised_encoding(rest.substr(query));
}

}  // namespace curate
