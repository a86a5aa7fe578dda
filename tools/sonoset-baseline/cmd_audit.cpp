#include <fmt/format.h>

#include "arguments.h"
#include "base/text.h"
#include "baseline/audit/audit.h"
#include "evaluation/audit_json.h"
#include "evaluation/audit_verdict.h"
#include "option_groups.h"
#include "recipe_options.h"
#include "sample_options.h"
#include "say.h"
#include "stoppable.h"
#include "verbs.h"

namespace {

using evaluation::AuditResult;

baseline::AuditOptions audit_options_from(const cxxopts::ParseResult& options) {
  baseline::AuditOptions audit;
  audit.split = options["split"].as<std::string>();
  audit.classes = classes_of(options);
  audit.filters = filters_of(options);
  audit.permutations = static_cast<int>(positive(options, "permutations", 100000));
  audit.seed = options["seed"].as<std::uint64_t>();
  audit.version = SONOSET_VERSION;
  audit.view = view_of(options);
  choose_network(options, audit);
  return audit;
}

void line(const std::string& name, const std::string& kind, const evaluation::AuditScore& score) {
  const std::string interval =
      score.interval ? fmt::format(" ({:.3f} to {:.3f})", score.interval->low, score.interval->high) : "";
  say("{:<44}{:<12}{:<10.3f}{:.3f}{}\n", name, kind, score.accuracy, score.balanced, interval);
}

void print_scores(const AuditResult& result) {
  say("{:<44}{:<12}{:<10}{}\n", "predictor, on clips", "kind", "accuracy", "balanced accuracy");
  line("the model", "pixels", result.model);
  for (const auto& one : result.shortcuts) line(one.name, std::string(to_string(one.kind)), one.score);
  say("{:<44}{:<12}{:<10.3f}{:.3f}\n", "always " + result.classes[static_cast<std::size_t>(result.majority_class)],
      "majority", result.majority_accuracy, result.chance());
}

void print_groupings(const AuditResult& result) {
  say("\n{:<12}{:<18}{:<18}{}\n", "folds by", "frame accuracy", "clip accuracy", "frame accuracy over subject, points");
  for (const auto& one : result.groupings) {
    if (!one.impossible.empty()) {
      say("{:<12}{}\n", one.by, one.impossible);
      continue;
    }
    const auto gap = result.gap_points(one.by);
    say("{:<12}{:<18.3f}{:<18.3f}{}\n", one.by, one.frame_accuracy, one.clips.accuracy,
        gap ? fmt::format("{:+.1f}", *gap) : "");
  }
}

void print_text(const baseline::AuditSummary& summary) {
  const AuditResult& result = summary.result;
  const auto& all = result.counts.all;
  say("split '{}' by {}: {} clips, {} frames, {}, {} folds\nmodel: {}\n\n", result.split, result.by, all.clips,
      all.frames, base::counted(all.subjects, "subject"), result.folds, result.network);
  print_scores(result);
  print_groupings(result);
  say("\nlearning curve (subjects: balanced accuracy):");
  for (const auto& point : result.curve) say("  {:.0f}: {:.3f}", point.subjects, point.balanced);
  say("\npermutation test: p = (1 + {}) / (1 + {}) = {:.4f}; {}\n\n", result.permutations.reached,
      result.permutations.balanced.size(), result.permutations.p, result.permutations.how);
  say("{}\n", evaluation::verdict_sentence(result.verdict));
  for (const auto& reason : result.reasons) {
    const char* heads[] = {"", "caution: ", "problem: "};
    say("  - {}{}\n", heads[static_cast<std::size_t>(reason.leads_to)], reason.text);
  }
  say("test-set evaluations of this dataset so far: {} (evaluations.jsonl)\nreport: {}\n", summary.test_set_evaluations,
      (summary.folder / "audit.html").string());
}

}  // namespace

int cmd_audit(const Context& context, const Words& words) {
  Arguments arguments(
      "baseline audit", "--split NAME [--where COLUMN=VALUE]… [--classes A,B,C] [options]",
      "Check whether a result on this split can be trusted. Looks for explanations other than the tissue: leaks,\n"
      "chance (permutation test), metadata, the picture's border, and folds grouped differently. Prints a verdict\n"
      "with its reasons, and writes audit.json and audit.html to baseline/ in the dataset's folder. The model is a\n"
      "logistic regression on features of MobileNetV2, or without its weights on simple pixel features.\n"
      "Exit code 1: do not trust the result.",
      {"sonoset -C lungs baseline audit --split main",
       "sonoset -C pocus baseline audit --split main --where probe=convex --classes "
       "covid-19,bacterial-pneumonia,healthy"});
  arguments.add()("split", "Split to audit", cxxopts::value<std::string>(), "SPLIT");
  add_sample_options(arguments);
  add_network_options(arguments);
  arguments.add("Training")("permutations", "Permutations of the labels, at least 20",
                            cxxopts::value<std::int64_t>()->default_value("200"), "N");
  arguments.add("Training")("seed", "Random seed", cxxopts::value<std::uint64_t>()->default_value("0"), "N");
  arguments.add(kOutputGroup)("json", "Print audit.json");
  const auto options = arguments.parse(words, {"split"});
  if (!options) return kDone;
  const baseline::AuditOptions audit = audit_options_from(*options);
  use_threads(*options);
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  baseline::AuditSummary summary;
  const auto work = [&](const baseline::TrainWatch& watch) { summary = baseline::audit(dataset, audit, watch); };
  if (!run_stoppable(work, "computed features are kept")) return kDoneWithFindings;
  if (options->count("json") > 0) {
    say("{}", JsonText{evaluation::audit_json(summary.result)});
  } else {
    print_text(summary);
  }
  return summary.result.verdict == evaluation::Verdict::No ? kDoneWithFindings : kDone;
}
