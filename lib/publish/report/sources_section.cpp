#include "publish/report/sources_section.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "base/text.h"
#include "catalog/manifests.h"

namespace publish {
namespace {

constexpr std::size_t kSourcesShown = 40;
constexpr std::size_t kCitationsShown = 40;
constexpr int kWidestCitation = 400;

using SourcesByName = std::map<std::string, model::Source>;  // named as source_of does

SourcesByName all_sources(const ReportData& data) {
  SourcesByName all;
  for (const catalog::ManifestRow& manifest : catalog::manifests(data.catalog())) {
    for (model::Source& source : catalog::sources(data.catalog(), manifest.name)) {
      std::string name = data.manifests > 1 ? manifest.name + "/" + source.id : source.id;
      all.emplace(std::move(name), std::move(source));
    }
  }
  return all;
}

std::string may(bool permitted) { return permitted ? "yes" : "no"; }

// LicenseRef- ids belong to their manifest; the permissions of other manifests' are those of the first clip.
ReportTable licence_table(const ReportData& data) {
  const curate::LicenceLookup lookup = curate::licence_lookup(data.catalog());
  std::map<std::string, std::string> manifest_of;
  for (const catalog::ClipSummary& unit : data.units) manifest_of.emplace(unit.licence, unit.manifest);
  html::Table table{"Licences of the clips, and what they permit",
                    {"licence", "clips", "frames", "redistribution", "research", "commercial use", "derivatives"},
                    {}};
  for (const Extent& extent : extents(data, licence_of)) {
    std::vector<std::string> row = {extent.value.empty() ? "unknown" : cell(extent.value), std::to_string(extent.clips),
                                    std::to_string(extent.frames)};
    const auto licence = lookup(manifest_of[extent.value], extent.value);
    if (licence && !extent.value.empty()) {
      for (const bool permitted : {licence->redistribute, licence->research, licence->commercial, licence->derivatives})
        row.push_back(may(permitted));
    } else {
      row.insert(row.end(), 4, "not known");
    }
    table.rows.push_back(std::move(row));
  }
  return {std::move(table)};
}

ReportTable source_table(const ReportData& data, const SourcesByName& sources) {
  html::Table table{"Sources", {"source", "title", "licence", "clips", "frames", "subjects"}, {}};
  table.has_sentences = true;
  const std::vector<Extent> all = extents(data, source_of);
  for (const Extent& extent : all) {
    if (table.rows.size() == kSourcesShown) break;
    const auto source = sources.find(extent.value);
    const model::Source known = source == sources.end() ? model::Source{} : source->second;
    table.rows.push_back({cell(extent.value), cell(known.title, 120),
                          known.licence.empty() ? "of each clip" : cell(known.licence), std::to_string(extent.clips),
                          std::to_string(extent.frames), std::to_string(extent.subjects)});
  }
  std::string note = more_rows(all.size(), table.rows.size(), "sources", "sonoset list sources");
  return {std::move(table), std::move(note)};
}

// Each text once, with the sources that have it.
void add_texts(const SourcesByName& sources, std::string model::Source::*text, const std::string& title,
               ReportSection& section) {
  std::map<std::string, std::vector<std::string>> by_text;
  for (const auto& [name, source] : sources) {
    if (!(source.*text).empty()) by_text[source.*text].push_back(name);
  }
  if (by_text.empty()) return;
  ReportList list;
  for (const auto& [words, names] : by_text) {
    if (list.items.size() == kCitationsShown) break;
    list.items.push_back(fmt::format("{}: {}", cell(base::some_of(names, 3), 120), cell(words, kWidestCitation)));
  }
  const std::string note = more_rows(by_text.size(), list.items.size(), "texts", "sonoset list sources");
  section.say(title);
  section.add(std::move(list));
  if (!note.empty()) section.say_faintly(note);
}

}  // namespace

ReportSection sources_section(const ReportData& data) {
  ReportSection section{"sources", "Sources and licences", {}};
  if (data.units.empty()) {
    section.say("There are no clips.");
    return section;
  }
  section.add(licence_table(data));
  std::int64_t unknown = 0;
  for (const catalog::ClipSummary& unit : data.units) unknown += unit.licence.empty() ? 1 : 0;
  if (unknown > 0) {
    section.warn(fmt::format("The licence of {} is unknown: exports leave {} out unless asked for any licence.",
                             base::counted(unknown, "clip"), unknown == 1 ? "it" : "them"));
  }
  const SourcesByName sources = all_sources(data);
  section.add(source_table(data, sources));
  add_texts(sources, &model::Source::citation, "Please cite:", section);
  add_texts(sources, &model::Source::terms, "Other terms of the sources:", section);
  return section;
}

}  // namespace publish
