#include "serve/http/json_answer.h"

#include "serve/http/conditional.h"

namespace serve {

Response json_answer(const Request& request, std::string body) {
  const std::string etag = etag_of(body);
  if (std::optional<Response> unchanged = check_conditions(request, etag)) return std::move(*unchanged);
  Response response = json_response(std::move(body));
  response.set("ETag", etag).set("Cache-Control", "private, no-cache");
  return response;
}

}  // namespace serve
