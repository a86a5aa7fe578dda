#include "serve/http/conditional.h"

#include <algorithm>

#include "base/digest.h"
#include "base/text.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

/// Whether one of the tags in a list is `etag`; "*" is any. Weak tags count for If-None-Match only.
bool matches(std::string_view list, std::string_view etag, bool weak) {
  list = base::trimmed(list, " \t");
  if (list == "*") return !etag.empty();
  while (!list.empty()) {
    list = list.substr(std::min(list.find_first_not_of(" \t,"), list.size()));
    const bool is_weak = list.starts_with("W/");
    if (is_weak) list.remove_prefix(2);
    const std::size_t end = list.starts_with('"') ? list.find('"', 1) : std::string_view::npos;
    if (end == std::string_view::npos) return false;
    if (list.substr(0, end + 1) == etag && (weak || !is_weak)) return true;
    list.remove_prefix(end + 1);
  }
  return false;
}

}  // namespace

std::string etag_of(std::string_view content) { return '"' + base::sha256(content).hex().substr(0, 32) + '"'; }

std::optional<Response> check_conditions(const Request& request, std::string_view etag) {
  const std::optional<std::string_view> match = request.header("If-Match");
  const std::optional<std::string_view> none = request.header("If-None-Match");
  if (match && !matches(*match, etag, false)) return problem(412, "this was changed since you loaded it");
  if (!none || !matches(*none, etag, true)) return std::nullopt;
  if (request.method != "GET" && request.method != "HEAD") return problem(412, "this exists already");
  Response response{.status = 304};
  response.set("ETag", etag);
  return response;
}

}  // namespace serve
