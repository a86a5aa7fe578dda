#include "serve/api_document.h"

#include "serve/http/json_answer.h"
#include "serve_api/documents.h"

namespace serve {

std::string_view api_document() { return serve_api::documents().front().text; }

void add_document_route(Router& router) {
  router.add("GET", "/api/v1/openapi.json",
             {[](const Request& request) { return json_answer(request, std::string(api_document())); }});
}

}  // namespace serve
