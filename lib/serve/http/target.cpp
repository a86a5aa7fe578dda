#include "serve/http/target.h"

#include <algorithm>

#include "base/printable.h"
#include "base/url.h"

namespace serve {
namespace {

bool may_stand(char c) { return c > 0x20 && c < 0x7f && c != '#' && c != '\\'; }

/// Nothing where a '%' does not encode a byte, and where the result is not printable UTF-8.
std::optional<std::string> decoded(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && !base::encoded_byte(text, i)) return std::nullopt;
  }
  std::string plain = base::percent_decoded(text);
  if (base::printable(plain) != plain) return std::nullopt;
  return plain;
}

bool is_segment(const std::string& text) {
  return text != "." && text != ".." && text.find_first_of("/\\") == std::string::npos;
}

bool add_segments(std::string_view path, std::vector<std::string>& segments) {
  if (path == "/") return true;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::optional<std::string> segment = decoded(path.substr(0, end));
    if (!segment || !is_segment(*segment)) return false;
    segments.push_back(*segment);
    path.remove_prefix(end);
  }
  return true;
}

std::optional<std::string> form_decoded(std::string_view text) {
  std::string spaced(text);
  std::ranges::replace(spaced, '+', ' ');
  return decoded(spaced);
}

bool add_query(std::string_view text, std::vector<std::pair<std::string, std::string>>& query) {
  while (!text.empty()) {
    const std::string_view one = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(one.size() + 1, text.size()));
    if (one.empty()) continue;
    const std::string_view name = one.substr(0, one.find('='));
    const std::optional<std::string> key = form_decoded(name);
    const std::optional<std::string> value = form_decoded(one.substr(std::min(name.size() + 1, one.size())));
    if (!key || !value || query.size() == kMaxQueryValues) return false;
    query.emplace_back(*key, *value);
  }
  return true;
}

}  // namespace

std::optional<Target> parse_target(std::string_view text) {
  if (text.size() > kMaxTargetBytes || !text.starts_with('/') || !std::ranges::all_of(text, may_stand)) {
    return std::nullopt;
  }
  Target target;
  const std::string_view path = text.substr(0, text.find('?'));
  const std::string_view query = text.substr(std::min(path.size() + 1, text.size()));
  if (!add_segments(path, target.segments) || !add_query(query, target.query)) return std::nullopt;
  return target;
}

}  // namespace serve
