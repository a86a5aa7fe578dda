#include <fmt/format.h>
#include <unistd.h>

#include <map>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/text.h"
#include "base/unicode.h"
#include "catalog/digest.h"
#include "catalog/removed.h"
#include "catalog/status.h"
#include "console.h"
#include "curate/dataset.h"
#include "curate/label/agreement.h"
#include "curate/split/command_line.h"
#include "curate/split/stale_splits.h"
#include "model/finding.h"
#include "publish/looked_for.h"
#include "stale_text.h"
#include "verbs.h"

namespace {

using StaleSplits = std::vector<std::pair<std::string, std::string>>;

nlohmann::json to_json(const std::vector<curate::Agreement>& agreement) {
  nlohmann::json all = nlohmann::json::array();
  for (const curate::Agreement& one : agreement) {
    all.push_back({{"axis", one.axis},
                   {"measure", curate::measure_text(one)},
                   {"value", one.value ? nlohmann::json(*one.value) : nlohmann::json()},
                   {"annotators", one.annotators},
                   {"clips", one.clips},
                   {"unanimous", one.unanimous}});
  }
  return all;
}

nlohmann::json to_json(const catalog::LookedFor& counts) {
  return {{"yes", counts.yes}, {"partly", counts.partly}, {"no", counts.no}};
}

nlohmann::json to_json(const catalog::Status& status, const std::vector<catalog::RemovedClip>& removed,
                       const StaleSplits& stale, const std::vector<curate::Agreement>& agreement) {
  nlohmann::json gone = nlohmann::json::array();
  for (const catalog::RemovedClip& clip : removed) {
    gone.push_back({{"clip", clip.clip}, {"manifest", clip.manifest}, {"frames", clip.frames}});
  }
  nlohmann::json reasons = nlohmann::json::object();
  for (const auto& [name, why] : stale) reasons[name] = why;
  nlohmann::json states = nlohmann::json::object();
  for (const auto& [state, count] : status.clips_by_state) states[state] = count;
  nlohmann::json findings = nlohmann::json::object();
  for (const auto& [code, count] : status.findings_by_code) findings[code] = count;
  return {{"manifests", status.manifests},
          {"sources", status.sources},
          {"subjects", status.subjects},
          {"clips", status.clips},
          {"clips_by_state", states},
          {"frames", status.frames},
          {"objects", status.objects},
          {"object_bytes", status.object_bytes},
          {"splits", status.splits},
          {"stale_splits", status.stale_splits},
          {"stale_because", std::move(reasons)},
          {"removed_clips", std::move(gone)},
          {"open_findings", status.open_findings},
          {"findings_by_code", findings},
          {"text_read", to_json(status.text)},
          {"metadata_read", to_json(status.metadata)},
          {"agreement", to_json(agreement)}};
}

void print_removed(const std::vector<catalog::RemovedClip>& removed) {
  std::map<std::string, std::vector<std::string>> by_manifest;
  for (const catalog::RemovedClip& clip : removed) by_manifest[clip.manifest].push_back(clip.clip);
  for (const auto& [manifest, clips] : by_manifest) {
    say("{} removed from manifest '{}' (files stay until gc): {}\n", base::counted(clips.size(), "clip"), manifest,
        base::some_of(clips));
  }
}

// `text` behind `start`; on a terminal, wrapped and indented as far.
std::string in_columns(const std::string& start, const std::string& text) {
  const int left = Console::width(STDOUT_FILENO).value_or(0) - static_cast<int>(start.size());
  if (left < 20) return start + text + "\n";
  std::string out;
  for (const std::string& line : base::wrapped(text, left)) {
    out += (out.empty() ? start : std::string(start.size(), ' ')) + line + "\n";
  }
  return out;
}

void print_text(const catalog::Status& status, const StaleSplits& stale, const std::filesystem::path& dataset) {
  say("{} of {} from {} ({})\n", base::counted(status.clips, "clip"), base::counted(status.subjects, "subject"),
      base::counted(status.sources, "source"), base::counted(status.manifests, "manifest"));
  for (const auto& [state, count] : status.clips_by_state) {
    if (count > 0) say("  {:<10}{:>8}\n", state, count);
  }
  say("{}; {}, {:.1f} MB; {}", base::counted(status.frames, "frame"), base::counted(status.objects, "object"),
      static_cast<double>(status.object_bytes) / 1e6, base::counted(status.splits, "split"));
  if (status.stale_splits > 0) say(" ({} stale)", status.stale_splits);
  say("\n");
  for (const auto& [name, why] : stale) say("  {}\n", stale_text(dataset, name, why));
  say("{}\n", status.open_findings == 0 ? "no open findings" : base::counted(status.open_findings, "open finding"));
  for (const auto& [code, count] : status.findings_by_code) {
    const std::string start = fmt::format("  {:<24}{:>6}  ", code, count);
    say("{}", Lines{in_columns(start, std::string(model::finding_code(code).meaning))});
  }
  if (status.open_findings > 0) say("  see '{}'\n", curate::command_line(dataset, "list findings"));
  for (const std::string& line :
       {publish::text_looked_for(status.text), publish::metadata_looked_for(status.metadata)}) {
    if (!line.empty()) say("{}", Lines{in_columns("", line)});
  }
}

}  // namespace

int cmd_status(const Context& context, const Words& words) {
  Arguments arguments("status", "[--digest] [--json]", "Shows what is in the dataset and what needs attention.",
                      {"sonoset -C lungs status", "sonoset -C lungs status --digest"});
  arguments.add()("digest", "Also print the catalog digest (same inputs and decisions, same digest)");
  arguments.add()("json", "Print one JSON document");
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  const catalog::Status status = catalog::status(dataset.catalog());
  const StaleSplits stale = status.stale_splits > 0 ? curate::stale_splits(dataset.catalog()) : StaleSplits();
  std::vector<catalog::RemovedClip> removed;
  if (status.removed_clips > 0) removed = catalog::removed_clips(dataset.catalog());
  const std::vector<curate::Agreement> agreement = curate::agreement(dataset);
  const bool with_digest = options->count("digest") > 0;
  if (options->count("json") > 0) {
    nlohmann::json document = to_json(status, removed, stale, agreement);
    if (with_digest) document["catalog_digest"] = catalog::digest(dataset.catalog()).hex();
    print_document(document);
    return kDone;
  }
  print_text(status, stale, context.dataset);
  if (!agreement.empty()) say("agreement of annotators\n");
  for (const curate::Agreement& one : agreement) say("{}", Lines{in_columns("  ", curate::text_of(one))});
  print_removed(removed);
  if (with_digest) say("catalog digest: {}\n", catalog::digest(dataset.catalog()).hex());
  return kDone;
}
