#include "serve/api_dataset.h"

#include <nlohmann/json.hpp>

#include "catalog/status.h"
#include "serve/http/conditional.h"

namespace serve {
namespace {

using nlohmann::ordered_json;

std::string text_of(const ordered_json& json) {
  return json.dump(-1, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

ordered_json dataset_json(const std::string& name, const catalog::Status& status) {
  return {{"name", name},
          {"clips", status.clips},
          {"frames", status.frames},
          {"subjects", status.subjects},
          {"sources", status.sources},
          {"splits", status.splits},
          {"open_findings", status.open_findings}};
}

Response answer_dataset(const Request& request, DatasetPool& pool) {
  std::string body = pool.read(
      [&](curate::Dataset& dataset) { return text_of(dataset_json(pool.name(), catalog::status(dataset.catalog()))); });
  const std::string etag = etag_of(body);
  if (std::optional<Response> unchanged = check_conditions(request, etag)) return std::move(*unchanged);
  Response response = json_response(std::move(body));
  response.set("ETag", etag).set("Cache-Control", "private, no-cache");
  return response;
}

}  // namespace

void add_dataset_routes(DatasetPool& pool, Router& router) {
  router.add("GET", "/api/v1/health", {[](const Request&) { return json_response(text_of({{"state", "ok"}})); }});
  router.add("GET", "/api/v1/dataset", {[&pool](const Request& request) { return answer_dataset(request, pool); }});
}

}  // namespace serve
