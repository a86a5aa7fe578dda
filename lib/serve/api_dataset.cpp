#include "serve/api_dataset.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "catalog/list.h"
#include "catalog/status.h"
#include "model/finding.h"
#include "serve/http/json_answer.h"
#include "serve/http/json_text.h"

namespace serve {
namespace {

using nlohmann::ordered_json;

ordered_json counts_json(const std::vector<std::pair<std::string, std::int64_t>>& counts) {
  ordered_json json = ordered_json::object();
  for (const auto& [name, count] : counts) json[name] = count;
  return json;
}

ordered_json dataset_json(const std::string& name, catalog::Catalog& catalog, bool all) {
  const catalog::Status status = catalog::status(catalog);
  ordered_json json = {{"name", name},
                       {"clips", status.clips},
                       {"frames", status.frames},
                       {"subjects", status.subjects},
                       {"sources", status.sources},
                       {"splits", status.splits},
                       {"open_findings", status.open_findings},
                       {"main_axis", catalog::main_axis(catalog)},
                       {"axis_column", catalog::axis_column(catalog)},
                       {"clips_by_state", counts_json(status.clips_by_state)}};
  if (all) json["findings_by_code"] = counts_json(status.findings_by_code);
  return json;
}

ordered_json codes_json() {
  ordered_json codes = ordered_json::array();
  for (const model::FindingCode& code : model::finding_codes()) {
    codes.push_back({{"code", code.code},
                     {"severity", model::to_string(code.severity)},
                     {"meaning", code.meaning},
                     {"next", code.next}});
  }
  return {{"codes", std::move(codes)}};
}

}  // namespace

void add_dataset_routes(DatasetPool& pool, ClipListings& listings, Router& router) {
  router.add("GET", "/api/v1/health", {[](const Request&) { return json_response(json_text({{"state", "ok"}})); }});
  router.add("GET", "/api/v1/finding-codes",
             {[](const Request& request) { return json_answer(request, json_text(codes_json())); }});
  router.add("GET", "/api/v1/dataset", {[&pool, &listings](const Request& request) {
               const auto text = listings.whole(request, [&](curate::Dataset& dataset) {
                 return json_text(dataset_json(pool.name(), dataset.catalog(), request.person.sees_all));
               });
               return json_answer(request, *text);
             }});
}

}  // namespace serve
