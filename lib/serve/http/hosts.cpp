#include "serve/http/hosts.h"

#include <algorithm>

#include "base/text.h"
#include "base/url.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

bool is_host_character(char c) { return base::is_alphanumeric(c) || c == '-' || c == '.' || c == '_' || c == ':'; }

bool is_port(std::string_view text) { return text.size() <= 5 && parse_number(text).value_or(65536) <= 65535; }

bool contains(const std::vector<std::string>& names, const std::string& name) {
  return std::ranges::find(names, name) != names.end();
}

/// Without the default port of the scheme.
std::string without_default_port(const std::string& authority, std::string_view port) {
  const std::string end = ":" + std::string(port);
  return authority.ends_with(end) ? authority.substr(0, authority.size() - end.size()) : authority;
}

/// Whether `origin` is the origin of a page that this server itself sent. A proxy in front may speak https.
bool is_own(std::string_view origin, std::string_view host) {
  const std::optional<base::UrlParts> parts = base::split_url(origin);
  if (!parts || (parts->scheme != "http" && parts->scheme != "https") || !parts->path.empty()) return false;
  const std::string_view port = parts->scheme == "http" ? "80" : "443";
  return without_default_port(base::lower(parts->authority), port) == without_default_port(base::lower(host), port);
}

bool is_link(const Request& request) {
  return request.method == "GET" && request.header("Sec-Fetch-Mode") == "navigate" &&
         request.header("Sec-Fetch-Dest") == "document";
}

}  // namespace

bool is_host(std::string_view text) {
  if (text.empty() || text.size() > 255 || text.find('@') != std::string_view::npos) return false;
  const base::Authority parts = base::split_authority(text);
  if (parts.port && !is_port(*parts.port)) return false;
  std::string_view host = parts.host;
  const bool brackets = host.size() > 2 && host.starts_with('[') && host.ends_with(']');
  if (brackets) host = host.substr(1, host.size() - 2);
  return !host.empty() && std::ranges::all_of(host, is_host_character) &&
         (brackets || host.find(':') == std::string_view::npos);
}

Hosts::Hosts(std::uint16_t port, const std::vector<std::string>& names) {
  for (const char* name : {"localhost", "127.0.0.1", "[::1]"}) {
    with_port_.push_back(std::string(name) + ":" + std::to_string(port));
    if (port == 80) with_port_.emplace_back(name);
  }
  for (const std::string& name : names) {
    const std::string small = base::lower(name);
    (base::split_authority(small).port ? with_port_ : without_port_).push_back(small);
  }
}

bool Hosts::is_known(std::string_view authority) const {
  if (!is_host(authority)) return false;
  const std::string small = base::lower(authority);
  return contains(with_port_, small) || contains(without_port_, std::string(base::split_authority(small).host));
}

std::optional<Response> Hosts::check(const Request& request) const {
  const std::string_view host = request.header("Host").value_or("");
  if (!is_known(host)) return problem(421, "the server does not answer under this name; start it with --host NAME");
  if (request.header("Sec-Fetch-Site") == "cross-site" && !is_link(request)) {
    return problem(403, "this request was made by a page of another site");
  }
  if (request.is_safe()) return std::nullopt;
  const std::optional<std::string_view> origin = request.header("Origin");
  if (origin && !is_own(*origin, host)) return problem(403, "this request was made by a page of another site");
  if (!origin && !request.bearer()) return problem(403, "send an API token, or the header Origin");
  return std::nullopt;
}

}  // namespace serve
