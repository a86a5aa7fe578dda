#include "serve/api_lists.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "catalog/clips.h"
#include "catalog/list.h"
#include "publish/clip_document.h"
#include "publish/may_show.h"
#include "publish/table.h"
#include "serve/http/json_answer.h"
#include "serve/http/json_text.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

using base::Code;
using base::Error;

constexpr std::array kKinds = {"clips", "findings", "sources", "subjects", "labels", "links", "splits"};
constexpr std::int64_t kPage = 60;
constexpr std::uint64_t kLargestPage = 500;

std::int64_t limit_of(std::string_view text) {
  const std::optional<std::uint64_t> limit = parse_number(text);
  if (!limit || *limit < 1 || *limit > kLargestPage) throw Error(Code::InvalidInput, "'limit' takes 1 to 500");
  return static_cast<std::int64_t>(*limit);
}

catalog::Listing listing_of(const char* kind, const Request& request) {
  catalog::Listing listing{.kind = kind, .limit = kPage};
  for (const auto& [name, value] : request.target.query) {
    if (name == "sort") {
      listing.descending = value.starts_with('-');
      listing.sort = value.substr(listing.descending ? 1 : 0);
    } else if (name == "limit") {
      listing.limit = limit_of(value);
    } else if (name == "after") {
      listing.after = value;
    } else {
      listing.filters.push_back({name, value});
    }
  }
  return listing;
}

bool is_public(catalog::Catalog& catalog, std::string_view clip) {
  return publish::may_show(catalog, clip, publish::Shown::Frames);
}

// The next page of the clips that anybody may see. A cursor names the last row before it, so the page ends with one of
// these; it may be shorter than others.
catalog::Table public_clips(catalog::Catalog& catalog, catalog::Listing listing) {
  for (;;) {
    catalog::Table page = catalog::list(catalog, listing);
    std::vector<std::vector<catalog::Cell>> rows;
    std::size_t end = 0;  // behind the last of them
    for (std::size_t i = 0; i < page.rows.size(); ++i) {
      if (!is_public(catalog, std::get<std::string>(page.rows[i].front()))) continue;
      rows.push_back(page.rows[i]);
      end = i + 1;
    }
    if (end == 0 && !page.next.empty()) {
      listing.after = page.next;
      continue;
    }
    if (end > 0 && end < page.rows.size()) {
      listing.limit = static_cast<std::int64_t>(end);
      page.next = catalog::list(catalog, listing).next;
    }
    page.rows = std::move(rows);
    page.broken.clear();
    return page;
  }
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
  const bool whole = publish::may_show(catalog, clip["clip"].get<std::string>(), publish::Shown::Whole);
  clip["shown"] = whole ? "whole" : "frames";
}

Response answer_list(const char* kind, const Request& request, DatasetPool& pool) {
  const bool clips = std::string_view(kind) == "clips";
  if (!clips && !request.person.sees_all) return problem(403, "only curators see this list");
  return json_answer(request, pool.read([&](curate::Dataset& dataset) {
    catalog::Transaction snapshot(dataset.catalog());
    const catalog::Listing listing = listing_of(kind, request);
    return publish::to_json(request.person.sees_all ? catalog::list(dataset.catalog(), listing)
                                                    : public_clips(dataset.catalog(), listing)) +
           "\n";
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

void add_list_routes(DatasetPool& pool, Router& router) {
  for (const char* kind : kKinds) {
    router.add("GET", std::string("/api/v1/") + kind,
               {[kind, &pool](const Request& request) { return answer_list(kind, request, pool); }});
  }
  router.add("GET", "/api/v1/clips/{id}", {[&pool](const Request& request) { return answer_clip(request, pool); }});
}

}  // namespace serve
