#include "curate/label/label_issues.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "catalog/clip_summaries.h"
#include "catalog/findings.h"
#include "curate/derive.h"

namespace curate {
namespace {

constexpr const char* kLabelIssue = "label-issue";

// Without numbers: they change with each run, and a resolved finding would be open again.
std::string message(std::string_view axis, const LabelIssue& issue) {
  return fmt::format("{} is {} here, but a model trained without this clip predicts {}", axis, issue.value,
                     issue.suggested);
}

bool is_about(const model::Finding& finding, std::string_view axis) {
  return finding.message.starts_with(fmt::format("{} is ", axis));
}

}  // namespace

LabelIssueChanges put_label_issues(Dataset& dataset, std::string_view axis, const std::vector<LabelIssue>& issues,
                                   bool dry_run) {
  catalog::Catalog& catalog = dataset.catalog();
  catalog::Transaction transaction(catalog);
  std::map<std::string, std::string> in_effect;
  for (catalog::ClipSummary& unit : catalog::clip_summaries(catalog, axis)) in_effect[unit.clip] = unit.value;

  LabelIssueChanges changes;
  std::map<std::string, std::vector<model::Finding>> now;
  for (const std::string& clip : catalog::ids_with_finding(catalog, "clip", kLabelIssue)) now[clip];
  for (const LabelIssue& issue : issues) {
    const auto found = in_effect.find(issue.clip);
    if (found == in_effect.end() || found->second != issue.value) {
      ++changes.outdated;
      continue;
    }
    now[issue.clip].push_back({kLabelIssue, "clip", issue.clip, message(axis, issue)});
  }
  for (auto& [clip, findings] : now) {
    const auto made = static_cast<std::ptrdiff_t>(findings.size());
    int same = 0;
    for (const auto& row : catalog::findings(catalog, "clip", clip)) {
      if (row.finding.code != kLabelIssue) continue;
      if (!is_about(row.finding, axis)) {
        findings.push_back(row.finding);
      } else if (std::find(findings.begin(), findings.begin() + made, row.finding) != findings.begin() + made) {
        ++same;
      } else {
        ++changes.gone;
      }
    }
    changes.kept += same;
    changes.added += static_cast<int>(made) - same;
    if (!dry_run) catalog::put_findings(catalog, model::Origin::Model, "clip", clip, findings);
  }
  if (!dry_run) {
    derive(dataset);
    transaction.commit();
  }
  return changes;
}

}  // namespace curate
