#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/text.h"
#include "baseline/train/finished_run.h"
#include "curate/label/label_issues.h"
#include "evaluation/confident_learning.h"
#include "evaluation/label_judge.h"
#include "say.h"
#include "verbs.h"

namespace {

using evaluation::LabelIssue;

std::string class_of(const baseline::FinishedRun& run, int number) {
  return run.predictions.classes[static_cast<std::size_t>(number)];
}

double probability_of(const LabelIssue& issue, int number) {
  return issue.probabilities[static_cast<std::size_t>(number)];
}

std::vector<curate::LabelIssue> flagged(const baseline::FinishedRun& run, const std::vector<LabelIssue>& ranking) {
  std::vector<curate::LabelIssue> issues;
  for (const LabelIssue& issue : ranking) {
    if (issue.flagged) issues.push_back({issue.clip, class_of(run, issue.given), class_of(run, issue.suggested)});
  }
  return issues;
}

void print_text(const baseline::FinishedRun& run, const std::vector<LabelIssue>& ranking, std::size_t rows) {
  std::size_t width = 4;
  for (const LabelIssue& issue : ranking) width = std::max(width, issue.clip.size());
  std::size_t label = 9;
  for (const std::string& name : run.predictions.classes) label = std::max(label, name.size());
  say("{:<{}}  {:<{}}  {:<{}}  {:>11}  {:>6}  flagged\n", "clip", width, "label", label, "suggested", label,
      "probability", "margin");
  for (std::size_t i = 0; i < std::min(rows, ranking.size()); ++i) {
    const LabelIssue& issue = ranking[i];
    say("{:<{}}  {:<{}}  {:<{}}  {:>11.3f}  {:>6.2f}  {}\n", issue.clip, width, class_of(run, issue.given), label,
        class_of(run, issue.suggested), label, issue.self_confidence(), issue.margin, issue.flagged ? "yes" : "");
  }
  if (ranking.size() > rows) say("… and {} more (--limit 0 shows all)\n", ranking.size() - rows);
}

void print_summary(const baseline::FinishedRun& run, std::size_t clips, std::size_t issues,
                   const curate::LabelIssueChanges& changes, bool dry_run) {
  say("\nrun {}: {} among {} of axis '{}'\n", run.folder.filename().string(), base::counted(issues, "label issue"),
      base::counted(clips, "label"), run.axis);
  if (changes.outdated > 0) {
    say("{} skipped: the clip was removed or has a new label\n", base::counted(changes.outdated, "label issue"));
  }
  say("findings 'label-issue': {} new, {} unchanged, {} removed{}\n", changes.added, changes.kept, changes.gone,
      dry_run ? " (dry run)" : "");
  if (issues > 0) say("Review each clip: 'sonoset label' corrects a label, 'sonoset resolve' confirms it.\n");
}

void print_labels_json(const baseline::FinishedRun& run, const std::vector<LabelIssue>& ranking,
                       const curate::LabelIssueChanges& changes, const evaluation::LabelJudge& judge) {
  nlohmann::ordered_json clips = nlohmann::ordered_json::array();
  for (const LabelIssue& issue : ranking) {
    clips.push_back({{"clip", issue.clip},
                     {"label", class_of(run, issue.given)},
                     {"suggested", class_of(run, issue.suggested)},
                     {"probability", issue.self_confidence()},
                     {"suggested_probability", probability_of(issue, issue.suggested)},
                     {"margin", issue.margin},
                     {"flagged", issue.flagged}});
  }
  const nlohmann::ordered_json document = {{"run", run.folder.filename().string()},
                                           {"axis", run.axis},
                                           {"added", changes.added},
                                           {"kept", changes.kept},
                                           {"gone", changes.gone},
                                           {"outdated", changes.outdated},
                                           {"cannot_judge", judge.why_not()},
                                           {"clips", clips}};
  print_document(document);
}

}  // namespace

int cmd_labels(const Context& context, const Words& words) {
  Arguments arguments(
      "baseline labels", "[RUN] [--dry-run]",
      "Rank the clips of a run of 'baseline train' by how doubtful their labels are, using held-out\n"
      "predictions (confident learning, Northcutt et al. 2021), and record findings 'label-issue' for\n"
      "those that are probably wrong. They replace those from earlier runs of this command. RUN is the name of a\n"
      "folder in the dataset's baseline/; the default is the latest run. Exit code 1: there are label\n"
      "issues, or the models cannot judge labels.",
      {"sonoset -C lungs baseline labels", "sonoset -C lungs baseline labels main-1a2b3c4d --dry-run"});
  arguments.add()("run", "Name of the run", cxxopts::value<std::string>()->default_value(""), "RUN");
  arguments.add()("dry-run", "Show the ranking; write nothing");
  arguments.add()("limit", "Rows of the table; 0 shows all", cxxopts::value<std::size_t>()->default_value("20"), "N");
  arguments.add()("json", "Print one JSON document with all clips");
  arguments.positional({"run"});
  const auto options = arguments.parse(words);
  if (!options) return kDone;
  const bool dry_run = options->count("dry-run") > 0;
  curate::Dataset dataset(context.dataset, dry_run ? catalog::Catalog::Access::Read : catalog::Catalog::Access::Write);
  const auto run = baseline::read_run(dataset.folder(), (*options)["run"].as<std::string>());
  std::vector<LabelIssue> ranking = evaluation::confident_learning(run.predictions).clips;
  const evaluation::LabelJudge judge = evaluation::label_judge(run.predictions);
  const auto issues = judge.can_judge() ? flagged(run, ranking) : std::vector<curate::LabelIssue>{};
  const auto changes = curate::put_label_issues(dataset, run.axis, issues, dry_run);
  if (!judge.can_judge()) {
    for (LabelIssue& issue : ranking) issue.flagged = false;
  }
  if (options->count("json") > 0) {
    print_labels_json(run, ranking, changes, judge);
  } else if (!judge.can_judge()) {
    say("run {} cannot judge labels: {}\n", run.folder.filename().string(), judge.why_not());
    say("no findings recorded; {} from earlier runs of this command removed{}\n",
        base::counted(changes.gone, "finding"), dry_run ? " (dry run)" : "");
  } else {
    const auto limit = (*options)["limit"].as<std::size_t>();
    print_text(run, ranking, limit == 0 ? ranking.size() : limit);
    print_summary(run, ranking.size(), issues.size(), changes, dry_run);
  }
  return issues.empty() && judge.can_judge() ? kDone : kDoneWithFindings;
}
