#include "publish/report/runs_section.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>

#include "base/error.h"
#include "base/text.h"
#include "publish/run_file.h"

namespace publish {
namespace {

using nlohmann::json;

// Files of a run may come from anyone, as all of a dataset.
constexpr std::size_t kMaxRuns = 1000;
constexpr std::size_t kRunsShown = 5;
constexpr std::size_t kReasonsShown = 8;

// Values of other types than expected count as absent.
std::string text_of(const json& object, const char* key) {
  if (!object.is_object()) return "";
  const auto found = object.find(key);
  return found != object.end() && found->is_string() ? found->get<std::string>() : "";
}

const json& part_of(const json& object, const char* key) {
  static const json kNone;
  if (!object.is_object()) return kNone;
  const auto found = object.find(key);
  return found == object.end() ? kNone : *found;
}

std::optional<double> number_of(const json& object, const char* key) {
  const json& value = part_of(object, key);
  return value.is_number() ? std::optional(value.get<double>()) : std::nullopt;
}

std::string count_text(const json& object, const char* key) {
  const auto value = number_of(object, key);
  return value ? fmt::format("{:.0f}", *value) : "–";
}

// "0.84 (0.76–0.91)"
std::string figure_text(const json& level, const char* key) {
  const json& figure = part_of(level, key);
  const auto value = number_of(figure, "value");
  if (!value) return "–";
  const auto low = number_of(figure, "low");
  const auto high = number_of(figure, "high");
  return low && high ? fmt::format("{:.2f} ({:.2f}–{:.2f})", *value, *low, *high) : fmt::format("{:.2f}", *value);
}

struct Run {
  std::string name;   // of its folder
  std::string ended;  // RFC 3339
  json record;
};

// Of which state of the dataset a run is; `now`: the catalog's digest.
std::string state_text(const json& record, const std::string& now) {
  const std::string then = text_of(record, "dataset");
  if (then.empty()) return "not recorded";
  return then == now ? "this" : "another: " + cell(then.substr(0, 16), 40);
}

ReportTable run_table(const ReportData& data, std::vector<Run>& runs, std::vector<std::string>& damaged) {
  html::Table table{"Runs of 'sonoset baseline train', the last first; 95% intervals in brackets",
                    {"run", "ended", "state of the dataset", "clips", "subjects", "clips: balanced accuracy",
                     "clips: accuracy", "frames: balanced accuracy"},
                    {}};
  std::ranges::sort(runs, std::greater<>(), [](const Run& run) { return std::pair(run.ended, run.name); });
  for (const Run& run : runs) {
    if (table.rows.size() == kRunsShown) break;
    const std::filesystem::path file = std::filesystem::path("baseline") / run.name / "metrics.json";
    try {
      const json metrics = read_run_file(data.dataset, file);
      const json& clips = part_of(metrics, "video");
      table.rows.push_back({cell(run.name), run.ended.empty() ? "not recorded" : cell(run.ended.substr(0, 10)),
                            state_text(run.record, data.digest), count_text(metrics, "clips"),
                            count_text(metrics, "subjects"), figure_text(clips, "balanced_accuracy"),
                            figure_text(clips, "accuracy"),
                            figure_text(part_of(metrics, "frame"), "balanced_accuracy")});
    } catch (const base::Error& error) {
      damaged.push_back(fmt::format("'{}': {}", file.string(), error.what()));
    }
  }
  std::string note;
  if (runs.size() > kRunsShown) note = fmt::format("{} earlier runs are not shown. ", runs.size() - kRunsShown);
  note += "Each run has a report.html in the dataset's folder 'baseline', with all figures and their limits.";
  return {std::move(table), std::move(note)};
}

void add_audit(const std::string& name, const json& audit, const std::string& now, ReportSection& section) {
  const json& verdict = part_of(audit, "verdict");
  const std::string sentence = text_of(verdict, "sentence");
  const json& model = part_of(audit, "model");
  section.say(fmt::format("Audit of split '{}' ({}; state of the dataset: {}): {}", cell(text_of(audit, "split")),
                          cell(name), state_text(audit, now), sentence.empty() ? "no verdict" : cell(sentence, 300)));
  const auto balanced = number_of(model, "balanced_accuracy");
  const auto p = number_of(part_of(audit, "permutations"), "p");
  ReportList list;
  if (balanced && p) {
    list.items.push_back(
        fmt::format("Balanced accuracy of clips {:.2f}; permutation test: p = {:.3f}.", *balanced, *p));
  }
  const json& reasons = part_of(verdict, "reasons");
  if (reasons.is_array()) {
    for (const json& reason : reasons) {
      if (list.items.size() == kReasonsShown) break;
      list.items.push_back(cell(text_of(reason, "text"), 300));
    }
  }
  if (!list.items.empty()) section.add(std::move(list));
}

struct Found {
  std::vector<Run> runs;
  std::vector<std::pair<std::string, json>> audits;
  std::vector<std::string> damaged;
  bool too_many = false;
  bool unread = false;  // 'baseline' is not a folder
};

Found find_runs(const curate::Dataset& dataset) {
  Found found;
  const base::Folder& files = dataset.files();
  const base::FileKind kind = files.kind_of("baseline");
  found.unread = kind != base::FileKind::Folder && kind != base::FileKind::Missing;
  if (kind != base::FileKind::Folder) return found;
  std::size_t seen = 0;
  for (const std::string& name : files.names("baseline")) {
    const std::filesystem::path folder = std::filesystem::path("baseline") / name;
    if (files.kind_of(folder) != base::FileKind::Folder) continue;
    if (++seen > kMaxRuns) {
      found.too_many = true;
      break;
    }
    try {
      if (files.kind_of(folder / "audit.json") == base::FileKind::File) {
        found.audits.emplace_back(name, read_run_file(dataset, folder / "audit.json"));
      } else if (files.kind_of(folder / "metrics.json") == base::FileKind::File) {
        const bool recorded = files.kind_of(folder / "run.json") == base::FileKind::File;
        json record = recorded ? read_run_file(dataset, folder / "run.json") : json();
        std::string ended = text_of(record, "ended");
        found.runs.push_back({name, std::move(ended), std::move(record)});
      }
    } catch (const base::Error& error) {
      found.damaged.push_back(fmt::format("'{}': {}", folder.string(), error.what()));
    }
  }
  return found;
}

}  // namespace

ReportSection runs_section(const ReportData& data) {
  ReportSection section{"baseline", "Baseline and audit", {}};
  Found found = find_runs(data.dataset);
  if (found.unread) {
    section.warn("'baseline' in the dataset's folder is not a folder: no runs were read.");
    return section;
  }
  const bool any = !found.runs.empty() || !found.audits.empty();
  if (!found.runs.empty()) {
    ReportTable table = run_table(data, found.runs, found.damaged);
    if (!table.table.rows.empty()) section.add(std::move(table));
  } else {
    section.say("No baseline was trained. 'sonoset baseline train --split NAME' shows what a simple model reaches.");
  }
  if (found.audits.empty()) {
    section.say(
        "The dataset was not audited. 'sonoset baseline audit --split NAME' checks whether a score can be "
        "trusted.");
  }
  const std::size_t audits = std::min(found.audits.size(), kRunsShown);
  for (std::size_t i = 0; i < audits; ++i)
    add_audit(found.audits[i].first, found.audits[i].second, data.digest, section);
  if (audits < found.audits.size()) {
    section.say_faintly(fmt::format("{} more audits are not shown.", found.audits.size() - audits));
  }
  if (any) {
    section.say_faintly(
        "'this': the run is of the dataset as this page describes it. Figures of another state are "
        "about other clips, labels or splits.");
  }
  for (const std::string& problem : found.damaged) {
    section.warn(fmt::format("A file of a run cannot be read: {}.", cell(problem, 300)));
  }
  if (found.too_many) section.say_faintly(fmt::format("Only the first {} folders were read.", kMaxRuns));
  return section;
}

}  // namespace publish
