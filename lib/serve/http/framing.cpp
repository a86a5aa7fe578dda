#include "serve/http/framing.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

constexpr std::array<std::string_view, 7> kMethods = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};
constexpr std::size_t kMaxHeaders = 100;

/// RFC 9110, section 5.6.2.
bool is_token(std::string_view text) {
  constexpr std::string_view kSigns = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [&](char c) {
    return base::is_alphanumeric(c) || kSigns.find(c) != std::string_view::npos;
  });
}

/// RFC 9110, section 5.5: no control characters but tabs.
bool is_value(std::string_view text) {
  return std::ranges::none_of(text,
                              [](char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f; });
}

bool is_once(const Request& request, std::string_view name) { return count_headers(request.headers, name) == 1; }

const char* fault_of_headers(const Request& request) {
  if (request.headers.size() > kMaxHeaders) return "the request has too many headers";
  for (const Header& header : request.headers) {
    if (!is_token(header.name)) return "a header's name has a character that it cannot have";
    if (!is_value(header.value)) return "a header's value has a control character";
  }
  if (!is_once(request, "Host")) return "the request needs one Host header";
  return nullptr;
}

const char* fault_of_body(const Request& request) {
  const bool length = request.header("Content-Length").has_value();
  if (length && !is_once(request, "Content-Length")) return "the request has more than one Content-Length";
  if (length && request.is_chunked()) return "the request has a Content-Length beside a Transfer-Encoding";
  if (length && !request.content_length()) return "the Content-Length is not a number";
  if (request.is_chunked()) {
    if (!is_once(request, "Transfer-Encoding")) return "the request has more than one Transfer-Encoding";
    if (request.header("Transfer-Encoding") != "chunked") return "the only Transfer-Encoding is 'chunked'";
    if (request.version == "HTTP/1.0") return "HTTP/1.0 has no Transfer-Encoding";
  }
  if (request.has_body() && request.is_safe()) return "a request with this method has no body";
  return nullptr;
}

}  // namespace

std::optional<Response> check_framing(Request& request) {
  if (request.version != "HTTP/1.1" && request.version != "HTTP/1.0") return closing_problem(505, "use HTTP/1.1");
  for (const char* fault : {fault_of_headers(request), fault_of_body(request)}) {
    if (fault != nullptr) return closing_problem(400, fault);
  }
  if (std::ranges::find(kMethods, request.method) == kMethods.end()) {
    return closing_problem(501, "the server does not know this method");
  }
  if (request.raw_target.size() > kMaxTargetBytes) return closing_problem(414, "the address is too long");
  std::optional<Target> target = parse_target(request.raw_target);
  if (!target) return closing_problem(400, "the address is not a path of printable text");
  request.target = std::move(*target);
  return std::nullopt;
}

}  // namespace serve
