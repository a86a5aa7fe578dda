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
#include "serve/http/problem.h"
#include "serve/json_answer.h"

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

// Pages may get shorter, never wrong: the cursor is that of all rows.
void leave_out_hidden(catalog::Catalog& catalog, catalog::Table& clips) {
  std::erase_if(clips.rows, [&](const std::vector<catalog::Cell>& row) {
    return !publish::may_show(catalog, std::get<std::string>(row.front()), publish::Shown::Frames);
  });
}

Response answer_list(const char* kind, const Request& request, DatasetPool& pool) {
  const bool clips = std::string_view(kind) == "clips";
  if (!clips && !request.person.sees_all) return problem(403, "only curators see this list");
  return json_answer(request, pool.read([&](curate::Dataset& dataset) {
    catalog::Transaction snapshot(dataset.catalog());
    catalog::Table table = catalog::list(dataset.catalog(), listing_of(kind, request));
    if (!request.person.sees_all) leave_out_hidden(dataset.catalog(), table);
    return publish::to_json(table) + "\n";
  }));
}

Response answer_clip(const Request& request, DatasetPool& pool) {
  const std::string& id = request.parameters[0];
  std::string body = pool.read([&](curate::Dataset& dataset) {
    catalog::Transaction snapshot(dataset.catalog());
    const auto clip = catalog::find_clip(dataset.catalog(), id);
    const bool all = request.person.sees_all;
    if (!clip || (!all && !publish::may_show(dataset.catalog(), id, publish::Shown::Frames))) return std::string();
    nlohmann::ordered_json document = publish::clip_document(dataset, *clip);
    if (!all) {
      for (const char* part : {"texts", "metadata", "findings"}) document.erase(part);
    }
    return text_of(document);
  });
  if (body.empty()) return problem(404, "there is no such clip");
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
