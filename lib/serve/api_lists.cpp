#include "serve/api_lists.h"

#include <array>
#include <nlohmann/json.hpp>

#include "catalog/clips.h"
#include "catalog/list.h"
#include "publish/clip_document.h"
#include "publish/may_show.h"
#include "publish/table.h"
#include "serve/api_splits.h"
#include "serve/http/json_answer.h"
#include "serve/http/json_text.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

constexpr std::array kOtherKinds = {"findings", "sources", "subjects", "labels", "links", "splits"};
bool is_public(catalog::Catalog& catalog, std::string_view clip) {
  return publish::may_show(catalog, clip, publish::Shown::Frames);
}

// Without what was read in pictures and metadata, and without the names of clips that are not shown. `shown`: whether
// the whole pictures or the frames only may be shown.
void leave_out_hidden(catalog::Catalog& catalog, nlohmann::ordered_json& clip) {
  for (const char* part : {"texts", "metadata", "findings"}) clip.erase(part);
  nlohmann::ordered_json links = nlohmann::ordered_json::array();
  for (const auto& link : clip["links"]) {
    if (is_public(catalog, link["with"].get<std::string>())) links.push_back(link);
  }
  clip["links"] = std::move(links);
  for (auto& fold : clip["folds"]) {
    if (!fold["stale"].get_ref<const std::string&>().empty()) fold["stale"] = kChangedSince;
  }
  const bool whole = publish::may_show(catalog, clip["clip"].get<std::string>(), publish::Shown::Whole);
  clip["shown"] = whole ? "whole" : "frames";
}

std::string json_of(const catalog::Table& table) { return publish::to_json(table) + "\n"; }

Response answer_clips(const Request& request, DatasetPool& pool, ClipListings& listings) {
  return json_answer(request, pool.read([&](curate::Dataset& dataset) {
    catalog::Transaction snapshot(dataset.catalog());
    catalog::Table page = catalog::list(dataset.catalog(), listings.listing(request, dataset));
    if (!request.person.sees_all) page.broken.clear();
    return json_of(page);
  }));
}

Response answer_list(const char* kind, const Request& request, DatasetPool& pool) {
  if (!request.person.sees_all) return problem(403, "only curators see this list");
  return json_answer(request, pool.read([&](curate::Dataset& dataset) {
    return json_of(catalog::list(dataset.catalog(), listing_of(kind, request)));
  }));
}

Response answer_clip(const Request& request, DatasetPool& pool) {
  const std::string& id = request.parameters[0];
  std::string body = pool.read([&](curate::Dataset& dataset) {
    catalog::Transaction snapshot(dataset.catalog());
    const auto clip = catalog::find_clip(dataset.catalog(), id);
    const bool all = request.person.sees_all;
    if (!clip || (!all && !is_public(dataset.catalog(), id))) return std::string();
    nlohmann::ordered_json document = publish::clip_document(dataset, *clip);
    if (!all) leave_out_hidden(dataset.catalog(), document);
    return json_text(document);
  });
  if (body.empty()) return problem(404, "no such clip");
  return json_answer(request, std::move(body));
}

}  // namespace

void add_list_routes(DatasetPool& pool, ClipListings& listings, Router& router) {
  router.add("GET", "/api/v1/clips", {[&](const Request& request) { return answer_clips(request, pool, listings); }});
  for (const char* kind : kOtherKinds) {
    router.add("GET", std::string("/api/v1/") + kind,
               {[kind, &pool](const Request& request) { return answer_list(kind, request, pool); }});
  }
  router.add("GET", "/api/v1/clips/{id}", {[&pool](const Request& request) { return answer_clip(request, pool); }});
}

}  // namespace serve
