#include "serve/http/problem.h"

#include <nlohmann/json.hpp>

#include "serve/http/json_text.h"

namespace serve {

std::string_view reason_of(int status) {
  switch (status) {
    case 400:
      return "Bad Request";
    case 401:
      return "Unauthorized";
    case 403:
      return "Forbidden";
    case 404:
      return "Not Found";
    case 405:
      return "Method Not Allowed";
    case 409:
      return "Conflict";
    case 412:
      return "Precondition Failed";
    case 413:
      return "Content Too Large";
    case 414:
      return "URI Too Long";
    case 415:
      return "Unsupported Media Type";
    case 416:
      return "Range Not Satisfiable";
    case 421:
      return "Misdirected Request";
    case 423:
      return "Locked";
    case 429:
      return "Too Many Requests";
    case 500:
      return "Internal Server Error";
    case 501:
      return "Not Implemented";
    case 503:
      return "Service Unavailable";
    case 507:
      return "Insufficient Storage";
    case 505:
      return "HTTP Version Not Supported";
    default:
      return status < 500 ? "Client Error" : "Server Error";
  }
}

Response problem(int status, std::string_view detail) {
  nlohmann::ordered_json json = {{"type", "about:blank"}, {"title", reason_of(status)}, {"status", status}};
  if (!detail.empty()) json["detail"] = detail;
  Response response = text_response("application/problem+json", json_text(json));
  response.status = status;
  response.set("Cache-Control", "no-store");
  return response;
}

Response closing_problem(int status, std::string_view detail) {
  Response response = problem(status, detail);
  response.set("Connection", "close");
  return response;
}

Response problem_of(const std::exception& error) {
  const auto* known = dynamic_cast<const base::Error*>(&error);
  if (known != nullptr && known->code() == base::Code::NotFound) return problem(404, known->what());
  if (known != nullptr && known->code() == base::Code::InvalidInput) return problem(400, known->what());
  return problem(500, "the server could not do this; its log has the reason");
}

}  // namespace serve
