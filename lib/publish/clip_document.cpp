#include "publish/clip_document.h"

#include <nlohmann/json.hpp>

#include "catalog/findings.h"
#include "catalog/frame_sets.h"
#include "catalog/links.h"
#include "catalog/splits.h"
#include "catalog/work.h"
#include "curate/label/crop_decision.h"
#include "curate/privacy/identity_findings.h"
#include "curate/privacy/tag_meaning.h"
#include "model/clip_job.h"
#include "model/frame.h"
#include "model/metadata_json.h"

namespace publish {
namespace {

using nlohmann::ordered_json;

ordered_json entry_of(const catalog::ClipRow& row) {
  const model::Clip& clip = row.clip;
  ordered_json value = {{"manifest", row.manifest}, {"source", clip.source}};
  const auto set = [&](const char* key, const std::string& text) {
    if (!text.empty()) value[key] = text;
  };
  set("path", clip.path);
  set("url", clip.url);
  if (clip.sha256) value["sha256"] = clip.sha256->hex();
  set("subject", clip.subject);
  set("case", clip.clip_case);
  set("probe", clip.probe);
  set("licence", clip.licence);
  set("page", clip.page);
  set("notes", clip.notes);
  if (!clip.window.whole()) value["window"] = curate::window_json(clip.window);
  if (clip.auto_region) value["region"] = "auto";
  if (clip.region) {
    value["region"] = curate::region_json(*clip.region);
  }
  if (clip.region && clip.auto_region) value["region_accepted"] = true;
  for (const auto& [key, text] : clip.attributes) value["attributes"][key] = text;
  return value;
}

ordered_json labels_of(const catalog::ClipRow& row) {
  ordered_json labels = ordered_json::array();
  for (const model::Label& label : row.clip.labels) {
    labels.push_back({{"axis", label.axis},
                      {"value", label.value},
                      {"role", model::to_string(label.role)},
                      {"by", label.by},
                      {"evidence", label.evidence}});
  }
  return labels;
}

ordered_json frames_of(const curate::Dataset& dataset, const model::FrameSet& set, model::StillFormat format) {
  const auto folder = dataset.folder_of(set).lexically_relative(dataset.folder());
  ordered_json frames = ordered_json::array();
  for (const model::Frame& frame : set.frames) {
    const bool possible = model::is_possible_time(frame.pts, set.content.time_base);
    const ordered_json time =
        possible ? ordered_json((base::Rational(frame.pts) * set.content.time_base).decimal(6)) : ordered_json();
    frames.push_back({{"picture", frame.picture},
                      {"time_s", time},
                      {"file", (folder / model::frame_name(frame.picture, format)).string()},
                      {"pixels", frame.pixels.hex()}});
  }
  return frames;
}

ordered_json media_of(const model::FrameSet& set) {
  ordered_json media = {{"header", model::header_json(set.header)}, {"content", model::content_json(set.content)}};
  media["content"].erase("first_pts");  // only meaningful to readers of packets
  return media;
}

ordered_json sector_of(const model::FoundSector& found) {
  const model::Region bounds = found.sector.bounds();
  ordered_json value = model::found_sector_json(found);
  value["bounds"] = {{"x", bounds.x}, {"y", bounds.y}, {"width", bounds.width}, {"height", bounds.height}};
  return value;
}

ordered_json overlays_of(const std::vector<model::Overlay>& overlays) {
  ordered_json all = ordered_json::array();
  for (const auto& [kind, box] : overlays) {
    all.push_back(
        {{"kind", model::to_string(kind)}, {"x", box.x}, {"y", box.y}, {"width", box.width}, {"height", box.height}});
  }
  return all;
}

ordered_json texts_of(const model::ReadTexts& found) {
  const std::vector<curate::TextMeaning> meanings = curate::meanings_of(found.texts);
  ordered_json lines = ordered_json::array();
  for (std::size_t i = 0; i < meanings.size(); ++i) {
    const auto& [area, text] = found.texts[i];
    ordered_json identifies = ordered_json::array();
    for (const curate::Identity identity : meanings[i].identities) identifies.push_back(to_string(identity));
    lines.push_back({{"x", area.x},
                     {"y", area.y},
                     {"width", area.width},
                     {"height", area.height},
                     {"text", text},
                     {"identifies", std::move(identifies)}});
  }
  ordered_json value = {{"areas", found.areas}, {"areas_unread", found.areas_unread}, {"lines", std::move(lines)}};
  return value;
}

ordered_json tags_of(const model::FileTags& found) {
  const auto identities = curate::tag_identities(found);
  ordered_json all = ordered_json::array();
  for (std::size_t i = 0; i < identities.size(); ++i) {
    ordered_json identifies = ordered_json::array();
    for (const curate::Identity identity : identities[i]) identifies.push_back(to_string(identity));
    all.push_back(
        {{"name", found.tags[i].name}, {"value", found.tags[i].value}, {"identifies", std::move(identifies)}});
  }
  return {{"unread", found.unread}, {"tags", std::move(all)}};
}

ordered_json findings_of(catalog::Catalog& catalog, const std::string& id) {
  ordered_json findings = ordered_json::array();
  for (const catalog::FindingRow& row : catalog::findings(catalog, "clip", id)) {
    findings.push_back(model::finding_json(row.finding.code, row.finding.message));
    findings.back()["resolved_by"] = row.resolved_by;
  }
  return findings;
}

ordered_json folds_of(catalog::Catalog& catalog, const std::string& id) {
  ordered_json folds = ordered_json::array();
  for (const auto& [split, fold, name, stale] : catalog::folds_of(catalog, id)) {
    folds.push_back({{"split", split}, {"fold", fold}, {"name", name}, {"stale", stale}});
  }
  return folds;
}

// How the object was downloaded; empty if it was not.
ordered_json fetched_of(const curate::Dataset& dataset, const catalog::ClipRow& row) {
  ordered_json value = ordered_json::object();
  const auto facts = dataset.downloads().read(row.clip.url);
  if (!facts || !row.object || facts->digest != row.object) return value;
  value["by"] = facts->by.empty() ? "http" : facts->by;
  if (!facts->format.empty()) value["format"] = facts->format;
  if (!facts->etag.empty()) value["etag"] = facts->etag;
  if (!facts->last_modified.empty()) value["last_modified"] = facts->last_modified;
  return value;
}

}  // namespace

ordered_json clip_document(curate::Dataset& dataset, const catalog::ClipRow& row) {
  catalog::Catalog& catalog = dataset.catalog();
  ordered_json document = {{"clip", row.clip.id}};
  document["entry"] = entry_of(row);
  document["labels"] = labels_of(row);
  const auto work = catalog::find_work(catalog, row.clip.id);
  document["state"] = work ? std::string(catalog::to_string(work->state)) : "";
  document["recipe"] = {{"digest", row.recipe.hex()}};
  const auto recipe = catalog::find_recipe(catalog, row.recipe);
  if (recipe) document["recipe"]["what"] = ordered_json::parse(recipe->canonical());
  if (row.object) document["object"] = row.object->hex();
  if (auto fetched = fetched_of(dataset, row); !fetched.empty()) document["fetched"] = std::move(fetched);
  const auto set = catalog::current_frame_set(catalog, row.clip.id);
  if (set) document["media"] = media_of(*set);
  if (set && set->sector) {
    document["sector"] = sector_of(*set->sector);
    document["overlays"] = overlays_of(set->overlays);
  }
  if (set && set->texts) document["texts"] = texts_of(*set->texts);
  if (set && set->depth_mm) document["depth_mm"] = *set->depth_mm;
  if (set && set->tags) document["metadata"] = tags_of(*set->tags);
  ordered_json links = ordered_json::array();
  for (const model::Link& link : catalog::links_of(catalog, row.clip.id)) {
    links.push_back({{"kind", model::to_string(link.kind)},
                     {"key", link.key},
                     {"with", link.first == row.clip.id ? link.second : link.first}});
  }
  document["links"] = links;
  document["folds"] = folds_of(catalog, row.clip.id);
  document["findings"] = findings_of(catalog, row.clip.id);
  if (set && recipe) document["frames"] = frames_of(dataset, *set, recipe->format);
  return document;
}

}  // namespace publish
