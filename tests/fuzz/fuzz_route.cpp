// A head and a body from a client: refused, or found and answered. Lines: method, target, headers; after an empty line,
// the body.
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "base/printable.h"
#include "serve/http/conditional.h"
#include "serve/http/framing.h"
#include "serve/http/hosts.h"
#include "serve/http/json_body.h"
#include "serve/http/range.h"
#include "serve/http/router.h"
#include "target.h"

namespace {

constexpr std::int64_t kFileBytes = 1000;

std::string_view take_line(std::string_view& text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  text.remove_prefix(std::min(line.size() + 1, text.size()));
  return line;
}

serve::Request request_of(std::string_view text) {
  serve::Request request;
  request.method = take_line(text);
  request.raw_target = take_line(text);
  request.version = "HTTP/1.1";
  while (!text.empty()) {
    const std::string_view line = take_line(text);
    if (line.empty()) break;
    const std::size_t colon = std::min(line.find(':'), line.size());
    const std::string_view value = line.substr(std::min(colon + 1, line.size()));
    request.headers.push_back({std::string(line.substr(0, colon)), std::string(value)});
  }
  request.body = text;
  return request;
}

const serve::Router& routes() {
  static const serve::Router router = [] {
    serve::Router made;
    for (const char* pattern : {"/", "/api/v1/clips/{id}", "/api/v1/clips/new", "/{a}/{b}/{c}"}) {
      made.add("GET", pattern, {});
      made.add("POST", pattern, {});
    }
    return made;
  }();
  return router;
}

void check_headers(const serve::Request& request) {
  if (const auto answer = serve::check_conditions(request, "\"a\"")) {
    fuzz::check(answer->status == 304 || answer->status == 412);
  }
  const std::optional<std::string_view> value = request.header("Range");
  const auto parsed = value ? serve::parse_range(*value, kFileBytes) : std::nullopt;
  if (parsed && parsed->satisfiable) {
    const auto [first, last] = parsed->range;
    fuzz::check(first >= 0 && first <= last && last < kFileBytes);
  }
  nlohmann::json object;
  if (!serve::read_json(request, {}, object)) fuzz::check(object.is_object());
}

}  // namespace

FUZZ_TARGET(route) {
  static const serve::Hosts hosts(8080, {"lungs.example"});
  serve::Request request = request_of(fuzz::text_of(data, size));
  if (serve::check_framing(request)) return 0;
  for (const std::string& segment : request.target.segments) {
    fuzz::check(segment != ".." && segment.find('/') == std::string::npos && base::printable(segment) == segment);
  }
  check_headers(request);
  if (hosts.check(request)) return 0;
  const auto found = routes().find(request);
  if (const auto* refusal = std::get_if<serve::Response>(&found)) {
    fuzz::check(refusal->status == 404 || refusal->status == 405 || refusal->status == 204);
  }
  return 0;
}
