#include "serve/curation/api_curation.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "base/error.h"
#include "catalog/clips.h"
#include "curate/author.h"
#include "curate/import/make_again.h"
#include "curate/label/crop.h"
#include "curate/label/crop_decision.h"
#include "curate/label/decide.h"
#include "curate/label/decisions.h"
#include "curate/label/label_plan.h"
#include "curate/label/resolve_plan.h"
#include "curate/label/taxonomies.h"
#include "curate/label/undo.h"
#include "curate/split/stale_splits.h"
#include "serve/curation/decision_json.h"
#include "serve/curation/read_decisions.h"
#include "serve/http/fields.h"
#include "serve/http/json_answer.h"
#include "serve/http/json_text.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

using base::Code;
using base::Error;
using nlohmann::json;
using nlohmann::ordered_json;

constexpr std::size_t kMaxBytes = std::size_t{2} << 20;

ordered_json stale_json(curate::Dataset& dataset) {
  ordered_json all = ordered_json::array();
  for (const auto& [name, why] : curate::stale_splits(dataset.catalog())) {
    all.push_back({{"split", name}, {"why", why}});
  }
  return all;
}

std::vector<curate::LabelRow> label_rows(curate::Dataset& dataset, const std::vector<std::string>& clips,
                                         const model::Label& label) {
  std::vector<curate::LabelRow> rows;
  for (const std::string& clip : clips) {
    const auto manifest = catalog::manifest_of(dataset.catalog(), clip);
    if (!manifest) throw Error(Code::NotFound, fmt::format("no clip '{}'", clip));
    curate::check_label(dataset, *manifest, label.axis, label.value);
    rows.push_back({0, clip, label});
  }
  return rows;
}

ordered_json axis_json(const manifest::Axis& axis) {
  ordered_json values = ordered_json::array();
  for (const manifest::Value& value : axis.values) {
    values.push_back({{"id", value.id}, {"title", value.title}, {"definition", value.definition}});
  }
  return {{"id", axis.id},
          {"title", axis.title},
          {"definition", axis.definition},
          {"kind", to_string(axis.kind)},
          {"values", std::move(values)}};
}

}  // namespace

Curation::Curation(DatasetPool& pool, WriteQueue& queue, People& people, Options options)
    : pool_(pool), queue_(queue), people_(people), options_(std::move(options)) {}

Response Curation::change(const Request& request, std::string_view action, std::string_view object,
                          const Change& change) {
  ordered_json result;
  if (auto refusal = queue_.run([&](curate::Dataset& dataset) {
        result = change(dataset);
        result["stale_splits"] = stale_json(dataset);
      })) {
    return std::move(*refusal);
  }
  people_.audit(request, action, object);
  return private_json(200, result);
}

ordered_json Curation::made_again(curate::Dataset& dataset, const std::set<std::string>& clips) const {
  ordered_json failures = ordered_json::array();
  std::int64_t frames = 0;
  for (const curate::ImportSummary& summary : curate::make_again(dataset, clips, options_.making)) {
    frames += summary.frames_now;
    for (const model::Finding& failure : summary.failures) {
      if (!clips.contains(failure.id)) continue;
      failures.push_back({{"clip", failure.id}, {"code", failure.code}, {"message", failure.message}});
    }
  }
  return {{"frames_made", frames}, {"failures", std::move(failures)}};
}

Response Curation::label(const Request& request) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"axis", "value", "why"}, fields)) return std::move(*refusal);
  const curate::Author author = author_of(request, fields);
  const std::string& clip = request.parameters[0];
  return change(request, "label", clip, [&](curate::Dataset& dataset) -> ordered_json {
    curate::label(dataset, clip, fields.text("axis"), fields.text("value"), model::Role::Curator, author);
    return {{"labels", 1}};
  });
}

Response Curation::label_many(const Request& request) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"clips", "axis", "value", "why"}, fields, kManyDecisions)) {
    return std::move(*refusal);
  }
  const curate::Author author = author_of(request, fields);
  const model::Label label{fields.text("axis"), fields.text("value"), author.who, author.why, model::Role::Curator};
  const std::vector<std::string> clips = texts_of(fields, "clips");
  return change(request, "label", fmt::format("{} clips", clips.size()), [&](curate::Dataset& dataset) {
    const curate::LabelPlan plan = curate::plan_labels(dataset, label_rows(dataset, clips, label));
    const std::vector<catalog::Decision> recorded = curate::decide_all(dataset, plan.decisions);
    return ordered_json{{"labels", recorded.size()}, {"unchanged", plan.unchanged}, {"decisions", ids_json(recorded)}};
  });
}

Response Curation::set_region(const Request& request) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"x", "y", "width", "height", "why"}, fields)) return std::move(*refusal);
  const curate::Author author = author_of(request, fields);
  json box = json::object();
  for (const char* key : {"x", "y", "width", "height"}) box[key] = fields.value(key);
  const model::Region region = curate::region_from(box);
  const std::string& clip = request.parameters[0];
  return change(request, "set region", clip, [&](curate::Dataset& dataset) {
    curate::set_region(dataset, clip, region, author);
    return made_again(dataset, {clip});
  });
}

Response Curation::set_window(const Request& request) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"from", "to", "first", "end", "why"}, fields)) return std::move(*refusal);
  const curate::Author author = author_of(request, fields);
  json times = json::object();
  for (const char* key : {"from", "to"}) {
    if (fields.has(key)) times[key] = fields.text(key);
  }
  for (const char* key : {"first", "end"}) {
    if (fields.has(key)) times[key] = fields.value(key);
  }
  const model::Window window = curate::window_from(times);
  const std::string& clip = request.parameters[0];
  return change(request, "set window", clip, [&](curate::Dataset& dataset) {
    curate::set_window(dataset, clip, window, author);
    return made_again(dataset, {clip});
  });
}

Response Curation::answer(const Request& request) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"answers", "why"}, fields, kManyDecisions)) return std::move(*refusal);
  const curate::ResolveRows rows = answers_of(fields, author_of(request, fields));
  const std::string object = rows.rows.size() == 1 ? fmt::format("{} {}", rows.rows[0].code, rows.rows[0].id)
                                                   : fmt::format("{} findings", rows.rows.size());
  return change(request, "resolve", object, [&](curate::Dataset& dataset) {
    const curate::ResolvePlan plan = curate::plan_resolutions(dataset, rows);
    const std::vector<catalog::Decision> recorded = curate::carry_out(dataset, plan);
    std::set<std::string> cropped;
    std::int64_t resolved = 0;
    for (const curate::ResolveChange& one : plan.changes) {
      resolved += one.findings;
      if (one.region) cropped.insert(one.row.id);
    }
    ordered_json result = made_again(dataset, cropped);
    result["resolved"] = resolved;
    result["unchanged"] = plan.unchanged;
    result["decisions"] = ids_json(recorded);
    return result;
  });
}

Response Curation::undo(const Request& request) {
  Fields fields;
  if (auto refusal = Fields::read(request, {"decisions", "why"}, fields, kManyDecisions)) return std::move(*refusal);
  const curate::Author author = author_of(request, fields);
  const std::vector<std::string> rows = texts_of(fields, "decisions");
  const std::set<std::string> ids(rows.begin(), rows.end());
  const std::string object = ids.size() == 1 ? rows.front() : fmt::format("{} decisions", ids.size());
  return change(request, "undo", object, [&](curate::Dataset& dataset) {
    const std::vector<catalog::Decision> found = find_decisions(dataset, ids);
    curate::undo(dataset, found, author);
    std::set<std::string> cropped;
    for (const catalog::Decision& decision : found) cropped.insert(curate::cropped_clip(decision));
    cropped.erase("");
    ordered_json result = made_again(dataset, cropped);
    result["undone"] = found.size();
    return result;
  });
}

Response Curation::decisions(const Request& request) {
  return json_answer(request, pool_.read([&](curate::Dataset& dataset) {
    return json_text(decisions_json(dataset, request.parameters[0]));
  }));
}

Response Curation::axes(const Request& request) {
  return pool_.read([&](curate::Dataset& dataset) {
    const auto manifest = catalog::manifest_of(dataset.catalog(), request.parameters[0]);
    if (!manifest) return problem(404, "no such clip");
    ordered_json axes = ordered_json::array();
    for (const manifest::Axis& axis : curate::taxonomy_of(dataset, *manifest).axes) axes.push_back(axis_json(axis));
    return json_answer(request, json_text({{"axes", std::move(axes)}}));
  });
}

void Curation::add_routes(Router& router) {
  using Answer = Response (Curation::*)(const Request&);
  const auto add = [&](const char* method, const char* path, Answer function, Lane lane, std::size_t bytes) {
    router.add(method, path,
               {.answer = [this, function](const Request& request) { return (this->*function)(request); },
                .lane = lane,
                .max_body_bytes = bytes,
                .least = Role::Curator});
  };
  constexpr std::size_t kSmall = std::size_t{16} << 10;
  add("POST", "/api/v1/clips/{id}/labels", &Curation::label, Lane::Slow, kSmall);
  add("POST", "/api/v1/clips/{id}/region", &Curation::set_region, Lane::Slow, kSmall);
  add("POST", "/api/v1/clips/{id}/window", &Curation::set_window, Lane::Slow, kSmall);
  add("POST", "/api/v1/labels", &Curation::label_many, Lane::Slow, kMaxBytes);
  add("POST", "/api/v1/findings/answers", &Curation::answer, Lane::Slow, kMaxBytes);
  add("POST", "/api/v1/decisions/undo", &Curation::undo, Lane::Slow, kMaxBytes);
  add("GET", "/api/v1/clips/{id}/decisions", &Curation::decisions, Lane::Slow, kSmall);
  add("GET", "/api/v1/clips/{id}/axes", &Curation::axes, Lane::Quick, kSmall);
}

}  // namespace serve
