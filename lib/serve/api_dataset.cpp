#include "serve/api_dataset.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "catalog/clip_summaries.h"
#include "catalog/list.h"
#include "catalog/status.h"
#include "curate/release/licences.h"
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
                       {"clips_by_state", counts_json(status.clips_by_state)}};
  if (all) json["findings_by_code"] = counts_json(status.findings_by_code);
  return json;
}

const std::string& column_of(const catalog::ClipSummary& clip, std::string_view by) {
  if (by == "source") return clip.source;
  if (by == "probe") return clip.probe;
  if (by == "licence") return clip.licence;
  throw base::Error(base::Code::InvalidInput, "'by' takes source, probe or licence");
}

struct Counts {
  std::int64_t clips = 0;
  std::int64_t frames = 0;
};

// Labels of the main axis against a column, clips with frames only; for visitors those whose licence permits to pass
// them on.
ordered_json counts_by(catalog::Catalog& catalog, std::string_view by, bool all) {
  const std::string axis = catalog::main_axis(catalog);
  const curate::LicenceLookup lookup = curate::licence_lookup(catalog);
  const auto policy = curate::LicencePolicy::parse(all ? "any" : "redistributable", lookup);
  std::map<std::pair<std::string, std::string>, Counts> counts;
  for (const catalog::ClipSummary& clip : catalog::clip_summaries(catalog, axis)) {
    if (policy.refusal(clip.manifest, clip.licence, lookup)) continue;
    Counts& count = counts[{clip.value, column_of(clip, by)}];
    ++count.clips;
    count.frames += clip.frames;
  }
  const auto text = [](const std::string& value) { return value.empty() ? ordered_json() : ordered_json(value); };
  ordered_json rows = ordered_json::array();
  for (const auto& [key, count] : counts) {
    rows.push_back({{axis, text(key.first)},
                    {std::string(by), text(key.second)},
                    {"clips", count.clips},
                    {"frames", count.frames}});
  }
  return {{"axis", axis}, {"by", by}, {"rows", std::move(rows)}};
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

void add_dataset_routes(DatasetPool& pool, Router& router) {
  router.add("GET", "/api/v1/health", {[](const Request&) { return json_response(json_text({{"state", "ok"}})); }});
  router.add("GET", "/api/v1/finding-codes",
             {[](const Request& request) { return json_answer(request, json_text(codes_json())); }});
  router.add("GET", "/api/v1/dataset", {[&pool](const Request& request) {
               return json_answer(request, pool.read([&](curate::Dataset& dataset) {
                 return json_text(dataset_json(pool.name(), dataset.catalog(), request.person.sees_all));
               }));
             }});
  router.add("GET", "/api/v1/counts", {[&pool](const Request& request) {
               const std::string_view by = request.query("by").value_or("source");
               return json_answer(request, pool.read([&](curate::Dataset& dataset) {
                 return json_text(counts_by(dataset.catalog(), by, request.person.sees_all));
               }));
             }});
}

}  // namespace serve
