#include "serve/json_answer.h"

#include <nlohmann/json.hpp>

#include "serve/http/conditional.h"

namespace serve {

std::string text_of(const nlohmann::ordered_json& json) {
  return json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Response json_answer(const Request& request, std::string body) {
  const std::string etag = etag_of(body);
  if (std::optional<Response> unchanged = check_conditions(request, etag)) return std::move(*unchanged);
  Response response = json_response(std::move(body));
  response.set("ETag", etag).set("Cache-Control", "private, no-cache");
  return response;
}

}  // namespace serve
