#include "serve/api_facets.h"

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/error.h"
#include "catalog/clip_counts.h"
#include "catalog/list.h"
#include "catalog/splits.h"
#include "model/split.h"
#include "serve/http/json_answer.h"
#include "serve/http/json_text.h"

namespace serve {
namespace {

using catalog::ClipCount;
using nlohmann::ordered_json;

constexpr std::size_t kMaxValues = 500;  // of a column, those with the most clips

ordered_json text_or_null(const std::string& value) { return value.empty() ? ordered_json() : ordered_json(value); }

/// [{"value", "clips"}], by value.
ordered_json values_json(std::vector<ClipCount> counts) {
  if (counts.size() > kMaxValues) {
    std::ranges::stable_sort(counts, [](const ClipCount& a, const ClipCount& b) { return a.clips > b.clips; });
    counts.resize(kMaxValues);
    std::ranges::sort(counts, {}, &ClipCount::values);
  }
  ordered_json json = ordered_json::array();
  for (const ClipCount& count : counts) {
    json.push_back({{"value", text_or_null(count.values.front())}, {"clips", count.clips}});
  }
  return json;
}

/// The counts by one of their columns.
std::vector<ClipCount> by_column(const std::vector<ClipCount>& counts, std::size_t column) {
  std::map<std::string, ClipCount> sums;
  for (const ClipCount& count : counts) {
    ClipCount& sum = sums[count.values[column]];
    sum.values = {count.values[column]};
    sum.clips += count.clips;
    sum.frames += count.frames;
  }
  std::vector<ClipCount> all;
  for (auto& [unused, sum] : sums) all.push_back(std::move(sum));
  return all;
}

catalog::Listing without(catalog::Listing listing, const std::vector<std::string>& columns) {
  const auto drop = [&](const catalog::Filter& filter) {
    return std::ranges::find(columns, filter.column) != columns.end();
  };
  listing.filters.erase(std::remove_if(listing.filters.begin(), listing.filters.end(), drop), listing.filters.end());
  return listing;
}

std::string filtered_by(const catalog::Listing& listing, std::string_view column) {
  const auto filter = std::ranges::find(listing.filters, column, &catalog::Filter::column);
  return filter == listing.filters.end() ? "" : filter->value;
}

ordered_json folds_json(catalog::Catalog& catalog, const catalog::Listing& listing, const std::string& name) {
  const std::optional<model::Split> split = catalog::find_split(catalog, name);
  ordered_json json = ordered_json::array();
  if (!split) return json;
  std::map<int, std::int64_t> clips;
  for (const ClipCount& count : catalog::count_clips_by_fold(catalog, without(listing, {"fold"}), name)) {
    clips[std::stoi(count.values.front())] = count.clips;
  }
  for (int fold = 0; fold < split->parameters.folds; ++fold) {
    json.push_back({{"value", model::fold_name(split->parameters, fold)}, {"clips", clips[fold]}});
  }
  return json;
}

/// Splits count their own clips, whatever the filters: counting each would read the list as often.
ordered_json splits_json(catalog::Catalog& catalog) {
  ordered_json json = ordered_json::array();
  for (const auto& row : catalog::list(catalog, {.kind = "splits", .limit = kMaxValues}).rows) {
    json.push_back({{"value", std::get<std::string>(row.front())}, {"clips", std::get<std::int64_t>(row[5])}});
  }
  return json;
}

/// Each column is counted under all filters but its own, so that another value can be chosen.
ordered_json facets_json(catalog::Catalog& catalog, const catalog::Listing& listing, bool all) {
  const std::string axis = catalog::axis_column(catalog);
  const std::vector<std::string> columns{axis, "source", "probe", "licence"};
  std::vector<std::string> open;
  std::ranges::copy_if(columns, std::back_inserter(open), [&](const std::string& column) {
    return without(listing, {column}).filters.size() == listing.filters.size();
  });
  const std::vector<ClipCount> counts = catalog::count_clips(catalog, listing, open);
  std::int64_t clips = 0;
  std::int64_t frames = 0;
  for (const ClipCount& count : counts) {
    clips += count.clips;
    frames += count.frames;
  }
  ordered_json values = ordered_json::object();
  for (const std::string& column : columns) {
    const auto place = std::ranges::find(open, column);
    values[column] =
        values_json(place != open.end() ? by_column(counts, static_cast<std::size_t>(place - open.begin()))
                                        : catalog::count_clips(catalog, without(listing, {column}), {column}));
  }
  if (all) values["finding"] = values_json(catalog::count_clips_by_finding(catalog, without(listing, {"finding"})));
  const std::string split = filtered_by(listing, "split");
  if (!split.empty()) values["fold"] = folds_json(catalog, listing, split);
  return {{"clips", clips}, {"frames", frames}, {"axis", axis}, {"values", values}, {"splits", splits_json(catalog)}};
}

ordered_json positions_json(catalog::Catalog& catalog, const catalog::Listing& listing) {
  const catalog::PageStarts starts = catalog::page_starts(catalog, listing, listing.limit);
  return {{"clips", starts.rows}, {"limit", listing.limit}, {"after", starts.after}};
}

/// Labels of the main axis against a column; clips with frames only.
ordered_json counts_json(catalog::Catalog& catalog, catalog::Listing listing, const std::string& by) {
  constexpr std::array kColumns = {"source", "probe", "licence"};
  if (std::ranges::find(kColumns, by) == kColumns.end()) {
    throw base::Error(base::Code::InvalidInput, "'by' takes source, probe or licence");
  }
  const std::string axis = catalog::main_axis(catalog);
  listing.filters = {{"state", "done"}};
  ordered_json rows = ordered_json::array();
  for (const ClipCount& count : catalog::count_clips(catalog, listing, {catalog::axis_column(catalog), by})) {
    rows.push_back({{axis, text_or_null(count.values[0])},
                    {by, text_or_null(count.values[1])},
                    {"clips", count.clips},
                    {"frames", count.frames}});
  }
  return {{"axis", axis}, {"by", by}, {"rows", std::move(rows)}};
}

Response answer_whole(const Request& request, ClipListings& listings, auto make) {
  const auto text = listings.whole(request, [&](curate::Dataset& dataset) {
    catalog::Transaction snapshot(dataset.catalog());
    return json_text(make(dataset.catalog(), listings.listing(request, dataset)));
  });
  return json_answer(request, *text);
}

}  // namespace

void add_facet_routes(ClipListings& listings, Router& router) {
  router.add("GET", "/api/v1/facets", {[&listings](const Request& request) {
               return answer_whole(request, listings, [&](catalog::Catalog& catalog, const catalog::Listing& listing) {
                 return facets_json(catalog, listing, request.person.sees_all);
               });
             }});
  router.add("GET", "/api/v1/positions",
             {[&listings](const Request& request) { return answer_whole(request, listings, positions_json); }});
  router.add("GET", "/api/v1/counts", {[&listings](const Request& request) {
               const std::string by(request.query("by").value_or("source"));
               return answer_whole(request, listings, [&](catalog::Catalog& catalog, const catalog::Listing& listing) {
                 return counts_json(catalog, listing, by);
               });
             }});
}

}  // namespace serve
