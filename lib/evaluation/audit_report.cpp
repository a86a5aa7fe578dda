#include "evaluation/audit_report.h"

#include <fmt/format.h>

#include "base/text.h"
#include "evaluation/audit_verdict.h"
#include "evaluation/figure_text.h"
#include "html/html.h"
#include "plot/bar_chart.h"
#include "plot/line_chart.h"

namespace evaluation {
namespace {

using html::element;
using html::figure;
using html::section;
using html::wrapped;

std::string verdict(const AuditResult& result) {
  std::string markup;
  for (const Verdict verdict : {Verdict::No, Verdict::Care, Verdict::Yes}) {
    std::vector<std::string> texts;
    for (const AuditReason& reason : result.reasons) {
      if (reason.leads_to == verdict) texts.push_back(reason.text);
    }
    if (texts.empty()) continue;
    const char* heads[] = {"Supporting evidence and notes", "Reasons for caution", "Reasons against"};
    markup += element("h3", heads[static_cast<std::size_t>(verdict)]) + html::list(texts);
  }
  const std::string attributes = result.verdict == Verdict::Yes ? "" : "class=\"warn\"";
  return wrapped("p", element("b", verdict_sentence(result.verdict)), attributes) + markup;
}

std::string shortcuts_chart(const AuditResult& result) {
  plot::BarChart chart;
  chart.title = "Balanced accuracy of clips by predictor";
  chart.x_label = "balanced accuracy, clips";
  chart.mark = result.chance();
  chart.mark_name = "chance";
  const auto add = [&](const std::string& name, const AuditScore& score, const std::string& note) {
    plot::Bar bar{name, score.balanced};
    if (score.interval) bar.interval = {score.interval->low, score.interval->high};
    bar.note = note;
    chart.description += fmt::format("{}: {:.2f}. ", name, score.balanced);
    chart.bars.push_back(std::move(bar));
  };
  add("the model", result.model, "pixels");
  for (const ShortcutScore& one : result.shortcuts) add(one.name, one.score, std::string(to_string(one.kind)));
  return figure(plot::bar_chart(chart),
                "With 95% intervals over subjects. Predictors that do not see tissue should be near chance.");
}

std::string permutations_chart(const AuditResult& result) {
  plot::Histogram chart;
  chart.title = "Labels permuted among subjects";
  chart.description = fmt::format("p = {:.3g}", result.permutations.p);
  chart.x_label = "balanced accuracy, clips";
  chart.y_label = "permutations";
  chart.values = result.permutations.balanced;
  chart.bins = 25;
  chart.mark = result.model.balanced;
  chart.mark_name = "true labels";
  return figure(plot::histogram(chart),
                fmt::format("{}. p = {:.3g}: (1 + {}) / (1 + {}).", result.permutations.how, result.permutations.p,
                            result.permutations.reached, result.permutations.balanced.size()));
}

std::string curve_chart(const AuditResult& result) {
  plot::LineChart chart;
  chart.title = "Learning curve over subjects";
  chart.description = fmt::format("Gain over the last two steps: {:+.0f} points.", result.rise() * 100);
  chart.x_label = "training subjects";
  chart.y_label = "balanced accuracy, clips";
  chart.y = plot::Range{0, 1};
  chart.markers = true;
  plot::Line line{"mean of draws", {}};
  for (const CurvePoint& point : result.curve) {
    line.points.push_back({point.subjects, point.balanced, plot::Range{point.least, point.most}});
  }
  chart.lines.push_back(std::move(line));
  return figure(plot::line_chart(chart),
                "On the split's folds, training on a share of the subjects of each class. The band is the range over "
                "draws.");
}

std::string shortcuts_table(const AuditResult& result) {
  html::Table table{"Clips classified by the model and by predictors that do not see tissue.",
                    {"predictor", "kind", "accuracy", "balanced accuracy", "95% interval", "share of the model's gain"},
                    {}};
  const auto add = [&](const std::string& name, std::string_view kind, const AuditScore& score) {
    const auto share = result.share_of_gain(score);
    table.rows.push_back(
        {name, std::string(kind), shown(score.accuracy), shown(score.balanced),
         score.interval ? fmt::format("{:.2f}–{:.2f}", score.interval->low, score.interval->high) : "–",
         share ? fmt::format("{:.0f}%", *share * 100) : "–"});
  };
  add("the model", "pixels", result.model);
  for (const ShortcutScore& one : result.shortcuts) add(one.name, to_string(one.kind), one.score);
  const std::string& majority = result.classes[static_cast<std::size_t>(result.majority_class)];
  table.rows.push_back(
      {"always " + majority, "majority", shown(result.majority_accuracy), shown(result.chance()), "–", "0%"});
  return html::table(table);
}

std::string groupings_table(const AuditResult& result) {
  html::Table table{"The same model on as many folds, grouped differently.",
                    {"folds by", "frame accuracy", "frame balanced", "clip accuracy", "clip balanced",
                     "frame accuracy over subject, points"},
                    {}};
  for (const GroupingScore& one : result.groupings) {
    if (!one.impossible.empty()) {
      table.rows.push_back({one.by, "–", "–", "–", "–", one.impossible});
      continue;
    }
    const auto gap = result.gap_points(one.by);
    table.rows.push_back({one.by, shown(one.frame_accuracy), shown(one.frame_balanced), shown(one.clips.accuracy),
                          shown(one.clips.balanced), gap ? fmt::format("{:+.1f}", *gap) : "–"});
  }
  return html::table(table);
}

std::string facts(const AuditResult& result) {
  html::Table table{"Audit", {}, {}};
  const ClassCounts& all = result.counts.all;
  table.rows = {{"split", fmt::format("{}, {} folds by {}", result.split, result.folds, result.by)},
                {"clips", fmt::format("{} with {} of {}", all.clips, base::counted(all.frames, "frame"),
                                      base::counted(all.subjects, "subject"))},
                {"model", result.network},
                {"seed", std::to_string(result.seed)},
                {"digest", "SHA-256 " + result.digest},
                {"program", "sonoset " + result.version}};
  for (std::size_t c = 0; c < result.classes.size(); ++c) {
    const ClassCounts& counts = result.counts.classes[c];
    table.rows.push_back(
        {result.classes[c], base::counted(counts.clips, "clip") + " of " + base::counted(counts.subjects, "subject")});
  }
  return wrapped("div", html::table(table), "class=\"facts\"");
}

}  // namespace

std::string audit_html(const AuditResult& result) {
  const std::string title = fmt::format("Audit of split '{}'", result.split);
  const std::string body = element("h1", title) + verdict(result) +
                           section("Shortcuts", shortcuts_chart(result) + shortcuts_table(result)) +
                           section("Permutation test", permutations_chart(result)) +
                           section("Folds grouped differently", groupings_table(result)) +
                           section("Learning curve", curve_chart(result)) + section("Protocol", facts(result));
  return html::page(title, body);
}

}  // namespace evaluation
