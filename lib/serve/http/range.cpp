#include "serve/http/range.h"

#include <fmt/format.h>

#include <algorithm>

#include "serve/http/problem.h"

namespace serve {

std::optional<ParsedRange> parse_range(std::string_view value, std::int64_t size) {
  constexpr std::string_view kUnit = "bytes=";
  if (!value.starts_with(kUnit)) return std::nullopt;
  value.remove_prefix(kUnit.size());
  const std::size_t dash = value.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const std::optional<std::uint64_t> first = parse_number(value.substr(0, dash));
  const std::optional<std::uint64_t> last = parse_number(value.substr(dash + 1));
  if ((dash > 0 && !first) || (dash + 1 < value.size() && !last) || (!first && !last)) return std::nullopt;
  if (first && last && *last < *first) return std::nullopt;
  ParsedRange parsed{{0, size - 1}};
  if (!first) {
    const std::int64_t count = std::min(static_cast<std::int64_t>(*last), size);
    parsed.range.first = size - count;
    parsed.satisfiable = count > 0;
    return parsed;
  }
  parsed.range.first = static_cast<std::int64_t>(*first);
  if (last) parsed.range.last = std::min(static_cast<std::int64_t>(*last), size - 1);
  parsed.satisfiable = parsed.range.first < size;
  return parsed;
}

Response in_range(const Request& request, Response whole) {
  FileRange& file = std::get<FileRange>(whole.body);
  whole.set("Accept-Ranges", "bytes");
  const std::optional<std::string_view> value = request.header("Range");
  const std::optional<std::string_view> only_if = request.header("If-Range");
  if (!value || request.method != "GET" || whole.status != 200) return whole;
  if (only_if && *only_if != whole.header("ETag").value_or("")) return whole;
  const std::optional<ParsedRange> parsed = parse_range(*value, file.size);
  if (!parsed) return whole;
  if (!parsed->satisfiable) {
    Response none = problem(416, "the range is outside of the file");
    none.set("Content-Range", fmt::format("bytes */{}", file.size));
    return none;
  }
  const auto [first, last] = parsed->range;
  whole.status = 206;
  whole.set("Content-Range", fmt::format("bytes {}-{}/{}", first, last, file.size));
  file.offset += first;
  file.size = last - first + 1;
  return whole;
}

}  // namespace serve
