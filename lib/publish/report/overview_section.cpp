#include "publish/report/overview_section.h"

#include <fmt/format.h>

#include <set>

#include "base/text.h"
#include "catalog/manifests.h"

namespace publish {
namespace {

constexpr std::size_t kManifestsShown = 20;

std::int64_t count_in_state(const catalog::Status& status, std::string_view name) {
  for (const auto& [state, count] : status.clips_by_state) {
    if (state == name) return count;
  }
  return 0;
}

ReportNumbers numbers_of(const ReportData& data) {
  std::set<std::string_view> subjects;
  std::int64_t unknown = 0;
  std::int64_t frames = 0;
  std::int64_t milliseconds = 0;
  for (std::size_t i = 0; i < data.units.size(); ++i) {
    const catalog::ClipSummary& unit = data.units[i];
    if (!unit.subject.empty()) subjects.insert(unit.subject);
    unknown += unit.subject.empty() && unit.clip_case.empty() ? 1 : 0;
    add_to(frames, unit.frames);
    add_to(milliseconds, data.facts[i].duration_ms);
  }
  const std::string no_subject =
      unknown > 0 ? base::counted(unknown, "clip has", "clips have") + " neither subject nor case" : "";
  return {{{"Clips", std::to_string(data.units.size()),
            fmt::format("{:.1f} minutes of video", static_cast<double>(milliseconds) / 60'000)},
           {"Frames", std::to_string(frames), "sampled from the clips"},
           {"Subjects", std::to_string(subjects.size()), no_subject},
           {"Groups", data.groups_known ? std::to_string(data.clips_of_group.size()) : "–",
            data.groups_known ? "of clips that belong together" : "not known: not all links were looked for"},
           {"Sources", std::to_string(data.status.sources), base::counted(data.status.manifests, "manifest")},
           {"Media files", std::to_string(data.status.objects), bytes_text(data.status.object_bytes)}}};
}

void add_manifests(const ReportData& data, ReportSection& section) {
  const std::vector<catalog::ManifestRow> manifests = catalog::manifests(data.catalog());
  html::Table table{"Manifests, which describe the clips", {"manifest", "title", "taxonomy"}, {}};
  table.has_sentences = true;
  for (const catalog::ManifestRow& manifest : manifests) {
    if (table.rows.size() == kManifestsShown) break;
    table.rows.push_back({manifest.name, cell(manifest.title, 160), manifest.taxonomy});
  }
  const std::size_t shown = table.rows.size();
  const std::string note =
      manifests.size() > shown ? fmt::format("{} more manifests are not shown.", manifests.size() - shown) : "";
  if (shown > 0) section.add(ReportTable{std::move(table), note});
}

}  // namespace

ReportSection overview_section(const ReportData& data) {
  ReportSection section{"overview", "What it is", {}};
  section.add(numbers_of(data));
  const std::int64_t failed = count_in_state(data.status, "failed");
  const std::int64_t waiting = data.status.clips - failed - count_in_state(data.status, "done");
  if (failed > 0) {
    section.warn(
        fmt::format("{} could not be imported and {} no frames; see 'sonoset list clips --where state=failed'.",
                    base::counted(failed, "clip"), failed == 1 ? "has" : "have"));
  }
  if (waiting > 0) {
    section.warn(fmt::format("{} not imported yet; run 'sonoset import' again.",
                             base::counted(waiting, "clip is", "clips are")));
  }
  if (data.units.empty()) section.warn("The dataset has no clips with frames.");
  add_manifests(data, section);
  section.say_faintly(fmt::format(
      "State of the dataset: catalog digest {}. Numbers on this page are of clips with frames.", data.digest));
  return section;
}

}  // namespace publish
