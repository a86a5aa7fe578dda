#include "fetch/http_head.h"

#include <algorithm>
#include <charconv>

#include "base/base64.h"
#include "base/text.h"
#include "fetch/curl.h"

namespace fetch {
namespace {

constexpr std::size_t kMaxValueBytes = 1000;

using base::same_word;

std::string_view trimmed(std::string_view text) { return base::trimmed(text, " \t\r\n"); }

std::optional<std::int64_t> number(std::string_view text) {
  if (text.empty() || !base::is_digit(text.front())) return std::nullopt;
  std::int64_t value = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) return std::nullopt;
  return value;
}

std::optional<base::Digest> digest_in_base64(std::string_view text) {
  base::Digest digest;
  const auto bytes = base::from_base64(text);
  if (!bytes || bytes->size() != digest.bytes.size()) return std::nullopt;
  std::ranges::copy(*bytes, digest.bytes.begin());
  return digest;
}

// Finds "sha-256=:…:" in a list, or "SHA-256=…".
std::optional<base::Digest> sha256_in(std::string_view value) {
  while (!value.empty()) {
    const std::size_t comma = value.find(',');
    const std::string_view item = trimmed(value.substr(0, comma));
    value = comma == std::string_view::npos ? std::string_view() : value.substr(comma + 1);
    if (item.size() < 8 || !same_word(item.substr(0, 8), "sha-256=")) continue;
    std::string_view text = item.substr(8);
    if (text.size() > 1 && text.front() == ':' && text.back() == ':') text = text.substr(1, text.size() - 2);
    return digest_in_base64(text);
  }
  return std::nullopt;
}

}  // namespace

std::optional<ContentRange> parse_content_range(std::string_view value) {
  value = trimmed(value);
  if (value.size() < 6 || !same_word(value.substr(0, 6), "bytes ")) return std::nullopt;
  value = trimmed(value.substr(6));
  const std::size_t slash = value.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const std::string_view part = value.substr(0, slash);
  const std::string_view whole = value.substr(slash + 1);
  ContentRange range;
  if (whole != "*" && !(range.total = number(whole))) return std::nullopt;
  if (part == "*") return range.total ? std::optional(range) : std::nullopt;
  const std::size_t dash = part.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  range.first = number(part.substr(0, dash));
  range.last = number(part.substr(dash + 1));
  if (!range.first || !range.last || *range.last < *range.first) return std::nullopt;
  if (range.total && *range.last >= *range.total) return std::nullopt;
  return range;
}

void HttpHead::add(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return;
  const std::string_view name = line.substr(0, colon);
  const std::string_view value = trimmed(line.substr(colon + 1));
  // Longer fields are ignored, except for the address of a redirect.
  if (value.size() > kMaxValueBytes && !same_word(name, "location")) return;
  const std::pair<std::string_view, std::string*> kTexts[] = {
      {"etag", &etag},
      {"last-modified", &last_modified},
      {"date", &date},
      {"content-type", &content_type},
      {"content-encoding", &content_encoding},
      {"retry-after", &retry_after},
      {"location", &location},
  };
  for (const auto& [key, text] : kTexts) {
    if (same_word(name, key)) *text = value;
  }
  if (same_word(name, "content-length")) content_length = number(value);
  if (same_word(name, "content-range")) range = parse_content_range(value);
  if (same_word(name, "repr-digest") || (same_word(name, "digest") && !sha256)) sha256 = sha256_in(value);
}

bool HttpHead::encoded() const { return !content_encoding.empty() && !same_word(content_encoding, "identity"); }

std::string HttpHead::strong_validator() const {
  if (etag.size() > 1 && etag.front() == '"') return etag;
  if (last_modified.empty() || date.empty()) return {};
  const std::int64_t modified = curl().getdate(last_modified.c_str(), nullptr);
  const std::int64_t sent = curl().getdate(date.c_str(), nullptr);
  return modified >= 0 && sent > modified ? last_modified : std::string();
}

bool looks_like_html(std::string_view start) {
  if (start.starts_with("\xEF\xBB\xBF")) start.remove_prefix(3);
  const auto skip = [&] { start = start.substr(std::min(start.find_first_not_of(" \t\r\n\f"), start.size())); };
  skip();
  while (start.starts_with("<!--") || start.starts_with("<?xml")) {
    const std::string_view close = start.starts_with("<!--") ? "-->" : "?>";
    const std::size_t end = start.find(close);
    // A web page may start with a long comment; a video does not.
    if (end == std::string_view::npos) return start.starts_with("<!--");
    start.remove_prefix(end + close.size());
    skip();
  }
  for (const std::string_view tag : {"<!doctype html", "<html", "<head", "<body", "<script", "<title", "<meta"}) {
    if (start.size() >= tag.size() && same_word(start.substr(0, tag.size()), tag)) return true;
  }
  return false;
}

}  // namespace fetch
