#include "publish/export_notes.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "base/text.h"
#include "catalog/clip_summaries.h"
#include "model/frame.h"
#include "publish/looked_for.h"
#include "publish/split_report.h"

namespace publish {
namespace {

using Json = nlohmann::ordered_json;

struct Counts {
  std::int64_t clips = 0;
  std::int64_t frames = 0;
  void add(const catalog::ClipSummary& unit) {
    ++clips;
    frames += unit.frames;
  }
};

Json json_of(const model::Split& split, const curate::Leaks& leaks) {
  const model::SplitParameters& parameters = split.parameters;
  return {{"name", parameters.name},
          {"folds", parameters.folds},
          {"by", model::to_string(parameters.by)},
          {"seed", parameters.seed},
          {"axis", model::axes_of(parameters).front()},
          {"unknown", model::to_string(parameters.unknown)},
          {"leave_out_unknown", parameters.unknown == model::UnknownClips::LeaveOut},
          {"file", parameters.file.empty() ? Json() : Json(parameters.file)},
          {"fold_names", parameters.fold_names.empty() ? Json() : Json(parameters.fold_names)},
          {"stale", split.stale.empty() ? Json() : Json(split.stale)},
          {"digest", split.digest().hex()},
          {"leaks", Json::parse(to_json(leaks))},
          {"axes", model::axes_of(parameters)},
          {"test", parameters.test > 0 ? Json(parameters.test / 1000.0) : Json()},
          {"held_out", parameters.held_out}};
}

Json counts_of(const std::vector<catalog::ClipSummary>& units) {
  std::map<std::string, Counts> labels;
  std::set<std::string> subjects;
  Counts all;
  for (const catalog::ClipSummary& unit : units) {
    labels[unit.value].add(unit);
    all.add(unit);
    if (!unit.subject.empty()) subjects.insert(unit.subject);
  }
  Json by_label = Json::array();
  for (const auto& [label, counts] : labels) {
    by_label.push_back(
        {{"label", label.empty() ? Json() : Json(label)}, {"clips", counts.clips}, {"frames", counts.frames}});
  }
  return {{"clips", all.clips}, {"frames", all.frames}, {"subjects", subjects.size()}, {"labels", by_label}};
}

Json json_of(const catalog::LookedFor& counts) {
  return {{"yes", counts.yes}, {"partly", counts.partly}, {"no", counts.no}};
}

/// Text from a manifest on one line of Markdown, with markup escaped.
std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<' || c == '>' || c == '*' || c == '_' || c == '[' || c == ']' || c == '`' || c == '\\' || c == '#')
      out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out;
}

std::string item(std::string_view name, const std::string& text) {
  return text.empty() ? "" : fmt::format("- {}: {}\n", name, plain(text));
}

std::string item_of(const Counts& counts) {
  return fmt::format("- {}, {}\n", base::counted(counts.clips, "clip"), base::counted(counts.frames, "frame"));
}

std::string permissions(const model::Licence& licence) {
  std::string text;
  const auto add = [&](bool permitted, std::string_view what) {
    text += fmt::format("{}{}{}", text.empty() ? "" : ", ", permitted ? "" : "not ", what);
  };
  add(licence.redistribute, "redistribution");
  add(licence.research, "research");
  add(licence.commercial, "commercial use");
  add(licence.derivatives, "derivatives");
  return text;
}

}  // namespace

std::string dataset_json(const std::string& catalog_digest, const Selection& selection,
                         const curate::LicencePolicy& policy, const PictureRule& pictures, const FramesFile& frames,
                         const std::map<std::string, std::string>& notes) {
  Json left_out = Json::array();
  for (const auto& [reason, clips] : selection.left_out) left_out.push_back({{"reason", reason}, {"clips", clips}});
  Json json;
  json["format"] = 1;
  json["frames_file"] = frames.name.empty() ? Json() : Json(frames.name);
  json["columns"] = frames.columns;
  json["axis"] = selection.axis;
  json["hash"] = {{"kind", model::kHashKind}, {"bits", model::kHashBits}};
  json["split"] = selection.split ? json_of(*selection.split, *selection.leaks) : Json();
  json["names"] = selection.fold_names;
  json["pictures"] = Json::parse(to_json(pictures));
  json["where"] = selection.where;
  json["catalog_digest"] = catalog_digest;
  json["counts"] = counts_of(selection.units);
  json["looked_for"] = {{"text", json_of(looked_for(selection.units, &catalog::ClipSummary::text))},
                        {"metadata", json_of(looked_for(selection.units, &catalog::ClipSummary::metadata))}};
  json["licences"] = policy.text();
  json["left_out"] = left_out;
  for (const auto& [key, value] : notes) json[key] = Json::parse(value);
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string licences_markdown(const Selection& selection, const Sources& sources, const curate::LicenceLookup& lookup) {
  std::map<std::pair<std::string, std::string>, Counts> by_licence;  // (licence, manifest)
  std::map<std::pair<std::string, std::string>, Counts> by_source;
  for (const catalog::ClipSummary& unit : selection.units) {
    // An SPDX id means the same everywhere; a LicenseRef- id belongs to its manifest.
    by_licence[{unit.licence, unit.licence.rfind("LicenseRef-", 0) == 0 ? unit.manifest : ""}].add(unit);
    by_source[{unit.manifest, unit.source}].add(unit);
  }
  std::string text =
      "# Licences\n\nThe files in this folder come from the sources below. Keep this page with them, and credit the "
      "sources.\n";
  for (const auto& [key, counts] : by_licence) {
    const auto& [id, manifest] = key;
    text += fmt::format("\n## {}\n\n", id.empty() ? "Unknown licence" : plain(id));
    if (const auto licence = lookup(manifest, id); licence && !id.empty()) {
      text += item("title", licence->title) + item("text", licence->url) + item("permits", permissions(*licence));
    }
    text += item("manifest", manifest) + item_of(counts);
  }
  text += "\n# Sources\n";
  for (const auto& [key, counts] : by_source) {
    const model::Source& source = sources.at(key);
    text += fmt::format("\n## {}\n\n", plain(source.title.empty() ? source.id : source.title));
    text += item("id", key.first + "/" + key.second) + item("URL", source.url) + item("citation", source.citation) +
            item("licence", source.licence) + item("licence text", source.licence_url) + item("terms", source.terms);
    text += item_of(counts);
  }
  return text;
}

}  // namespace publish
