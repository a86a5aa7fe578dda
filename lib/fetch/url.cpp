#include "fetch/url.h"

#include <optional>

namespace fetch {
namespace {

std::optional<unsigned> hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string decoded;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size()) {
      const auto high = hex_value(text[i + 1]);
      const auto low = hex_value(text[i + 2]);
      if (high && low) {
        decoded.push_back(static_cast<char>(*high * 16 + *low));
        i += 2;
        continue;
      }
    }
    decoded.push_back(text[i]);
  }
  return decoded;
}

bool is_plain(const std::string& segment) {
  return segment != "." && segment != ".." && segment.find('/') == std::string::npos &&
         segment.find('\0') == std::string::npos;
}

}  // namespace

std::vector<std::string> path_segments(std::string_view text) {
  const auto scheme = text.find("://");
  const bool url = scheme != std::string_view::npos;
  if (url) {
    const auto path = text.find('/', scheme + 3);
    if (path == std::string_view::npos) return {};
    text = text.substr(path);
    text = text.substr(0, text.find_first_of("?#"));
  }
  std::vector<std::string> segments;
  while (!text.empty()) {
    const auto slash = text.find('/');
    const std::string_view raw = text.substr(0, slash);
    text = slash == std::string_view::npos ? std::string_view() : text.substr(slash + 1);
    if (raw.empty()) continue;
    segments.push_back(url ? percent_decoded(raw) : std::string(raw));
    if (!is_plain(segments.back())) return {};
  }
  return segments;
}

}  // namespace fetch
