#include "serve/api_splits.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_set>
#include <utility>

#include "base/error.h"
#include "base/file.h"
#include "catalog/links.h"
#include "catalog/splits.h"
#include "curate/split/compared.h"
#include "curate/split/leaks_text.h"
#include "curate/split/pictures.h"
#include "curate/workers/frame_files.h"
#include "publish/may_show.h"
#include "publish/report/page.h"
#include "publish/report/report.h"
#include "publish/split_document.h"
#include "publish/split_report.h"
#include "publish/split_table.h"
#include "serve/http/json_answer.h"
#include "serve/http/json_text.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

using base::Code;
using base::Error;
using nlohmann::ordered_json;

struct LoadedSplit {
  model::Split split;
  std::vector<catalog::ClipSummary> units;  ///< of the dataset, with labels of the split's first axis
};

LoadedSplit load_split(catalog::Catalog& catalog, const std::string& name) {
  std::optional<model::Split> split = catalog::find_split(catalog, name);
  if (!split) throw Error(Code::NotFound, "no such split");
  std::vector<catalog::ClipSummary> units = catalog::clip_summaries(catalog, model::axes_of(split->parameters).front());
  return {*std::move(split), std::move(units)};
}

/// Leaves out clips that not everybody may see, and what may name them.
void leave_out_hidden(catalog::Catalog& catalog, LoadedSplit& loaded) {
  publish::keep_visible(catalog, loaded.units);
  std::unordered_set<std::string_view> visible;
  for (const catalog::ClipSummary& unit : loaded.units) visible.insert(unit.clip);
  for (model::Group& group : loaded.split.groups) {
    std::erase_if(group.clips, [&](const std::string& clip) { return !visible.contains(clip); });
    group.weakest.reset();
  }
  std::erase_if(loaded.split.groups, [](const model::Group& group) { return group.clips.empty(); });
  loaded.split.parameters.file.clear();
  loaded.split.parameters.held_out.clear();
  if (!loaded.split.stale.empty()) loaded.split.stale = kChangedSince;
}

ordered_json summary_json(catalog::Catalog& catalog, LoadedSplit loaded, bool all) {
  const auto pictures = curate::pictures_of(catalog);
  const curate::Leaks leaks = curate::check_leaks(loaded.split, loaded.units, catalog::links(catalog), pictures,
                                                  curate::compared_of(catalog, loaded.split));
  if (!all) publish::keep_visible(catalog, loaded.units);
  publish::SplitReport report = publish::report_split(loaded.split, loaded.units, leaks, {}, pictures);
  report.merged.clear();
  ordered_json whole = ordered_json::parse(publish::to_json(report));
  whole["leaks"].erase("keys");
  ordered_json summary = ordered_json::object();
  for (const char* key : {"name", "by", "seed", "axis", "axes", "unknown", "test", "digest"}) summary[key] = whole[key];
  summary["stale"] = loaded.split.stale.empty() || all ? loaded.split.stale : kChangedSince;
  summary["compared"] = curate::to_sentence(leaks);
  for (const char* key : {"folds", "all", "leaks"}) summary[key] = std::move(whole[key]);
  return summary;
}

Response busy_with_downloads() {
  Response response = problem(503, "another download is being made; try again");
  response.set("Retry-After", "5");
  return response;
}

/// Why a split cannot be downloaded as a table.
std::optional<Response> refuse_table(const model::Split& split) {
  const std::string& name = split.parameters.name;
  if (!split.stale.empty()) {
    return problem(409, fmt::format("split '{}' no longer fits the dataset ({}); run 'sonoset split {}' again", name,
                                    split.stale, name));
  }
  return std::nullopt;
}

}  // namespace

Splits::Splits(DatasetPool& pool, ClipListings& listings)
    : pool_(pool), listings_(listings), scratch_(base::temporary_root(), "sonoset-downloads") {}

Response Splits::document(const Request& request) {
  return json_answer(request, pool_.read([&](curate::Dataset& dataset) {
    catalog::Transaction snapshot(dataset.catalog());
    LoadedSplit loaded = load_split(dataset.catalog(), request.parameters[0]);
    const std::string digest = loaded.split.digest().hex();
    if (!request.person.sees_all) leave_out_hidden(dataset.catalog(), loaded);
    ordered_json document = publish::split_document(loaded.split);
    document["digest"] = digest;
    return json_text(document);
  }));
}

Response Splits::summary(const Request& request) {
  const auto text = listings_.whole(request, [&](curate::Dataset& dataset) {
    catalog::Transaction snapshot(dataset.catalog());
    return json_text(
        summary_json(dataset.catalog(), load_split(dataset.catalog(), request.parameters[0]), request.person.sees_all));
  });
  return json_answer(request, *text);
}

Response Splits::manifest(const Request& request) {
  return pool_.read([&](curate::Dataset& dataset) {
    catalog::Transaction snapshot(dataset.catalog());
    LoadedSplit loaded = load_split(dataset.catalog(), request.parameters[0]);
    if (!request.person.sees_all) leave_out_hidden(dataset.catalog(), loaded);
    if (auto refusal = refuse_table(loaded.split)) return std::move(*refusal);
    try {
      return download("text/csv; charset=utf-8", loaded.split.parameters.name + ".csv", [&](int to) {
        publish::write_split_table(dataset.catalog(), loaded.split, loaded.units,
                                   [&](std::string_view rows) { base::write_all(to, rows, "a download"); });
      });
    } catch (const Error& error) {
      if (error.code() != Code::Unsupported) throw;
      return problem(422, error.what());
    }
  });
}

Response Splits::report(const Request& request) {
  if (!request.person.sees_all) return problem(403, "only curators get the report");
  publish::ReportOptions options;
  options.split = request.query("split").value_or("");
  return download("text/html; charset=utf-8", "report.html", [&](int to) {
    const std::string page = pool_.read(
        [&](curate::Dataset& dataset) { return publish::report_page(publish::make_report(dataset, options)); });
    base::write_all(to, page, "a download");
  });
}

Response Splits::download(std::string_view type, const std::string& name, const std::function<void(int to)>& write) {
  const std::optional<Gate::Pass> pass = gate_.enter();
  if (!pass) return busy_with_downloads();
  base::Descriptor file = curate::make_output(scratch_.path());
  write(file.get());
  Response response = file_response(type, std::move(file));
  response.set("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name));
  return response;
}

void Splits::add_routes(Router& router) {
  using Answer = Response (Splits::*)(const Request&);
  const auto add = [&](const char* path, Answer function) {
    router.add("GET", path,
               {.answer = [this, function](const Request& request) { return (this->*function)(request); },
                .lane = Lane::Slow});
  };
  add("/api/v1/splits/{name}", &Splits::document);
  add("/api/v1/splits/{name}/summary", &Splits::summary);
  add("/api/v1/splits/{name}/manifest.csv", &Splits::manifest);
  add("/api/v1/report.html", &Splits::report);
}

}  // namespace serve
