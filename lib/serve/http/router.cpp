#include "serve/http/router.h"

#include <algorithm>
#include <set>

#include "base/url.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

using Segments = std::vector<std::string>;

bool is_open(const std::string& segment) { return segment.starts_with('{'); }

bool fits(const Segments& pattern, const Segments& path) {
  if (pattern.size() != path.size()) return false;
  for (std::size_t i = 0; i < path.size(); ++i) {
    if (is_open(pattern[i]) ? path[i].empty() : pattern[i] != path[i]) return false;
  }
  return true;
}

/// How much of a pattern is fixed, from its start.
std::vector<bool> fixed_parts(const Segments& pattern) {
  std::vector<bool> fixed;
  for (const std::string& segment : pattern) fixed.push_back(!is_open(segment));
  return fixed;
}

Response not_allowed(const std::string& method, const std::set<std::string>& methods) {
  std::string allow;
  for (const std::string& one : methods) allow += (allow.empty() ? "" : ", ") + one;
  Response response = method == "OPTIONS" ? Response{.status = 204} : problem(405, "allowed here: " + allow);
  response.set("Allow", allow);
  return response;
}

}  // namespace

void Router::add(std::string_view method, std::string_view pattern, Action action) {
  routes_.push_back({std::string(method), base::path_segments(pattern), std::move(action)});
  std::ranges::stable_sort(
      routes_, [](const Route& a, const Route& b) { return fixed_parts(a.pattern) > fixed_parts(b.pattern); });
}

std::variant<const Action*, Response> Router::find(Request& request) const {
  const Segments& path = request.target.segments;
  const std::string method = request.method == "HEAD" ? "GET" : request.method;
  std::set<std::string> methods;
  for (const Route& route : routes_) {
    if (!fits(route.pattern, path)) continue;
    methods.insert(route.method);
    if (route.method == "GET") methods.insert("HEAD");
    if (route.method != method) continue;
    request.parameters.clear();
    for (std::size_t i = 0; i < path.size(); ++i) {
      if (is_open(route.pattern[i])) request.parameters.push_back(path[i]);
    }
    return &route.action;
  }
  if (methods.empty()) return problem(404, "there is nothing at this address");
  methods.insert("OPTIONS");
  return not_allowed(request.method, methods);
}

std::vector<Router::Listed> Router::routes() const {
  std::vector<Listed> all;
  for (const Route& route : routes_) {
    std::string path;
    for (const std::string& segment : route.pattern) path += "/" + segment;
    all.push_back({route.method, path, route.action.least});
  }
  return all;
}

}  // namespace serve
