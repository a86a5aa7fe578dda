#include "evaluation/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/markup.h"
#include "base/text.h"
#include "evaluation/figure_text.h"
#include "evaluation/limitations.h"
#include "evaluation/report_plots.h"
#include "evaluation/report_tables.h"
#include "html/html.h"

namespace evaluation {
namespace {

using html::element;
using html::section;
using html::wrapped;

std::string number(std::string_view name, const Figure& figure, const std::string& note = {}) {
  std::string markup = base::escape_markup(name) + element("b", shown(figure.value));
  if (figure.interval) {
    markup += element("span", fmt::format("95%: {:.2f}–{:.2f}", figure.interval->low, figure.interval->high));
  }
  if (figure.spread) {
    markup += element("span", fmt::format("repeats: {:.2f}–{:.2f}", figure.spread->least, figure.spread->most));
  }
  if (!note.empty()) markup += element("span", note);
  return wrapped("li", markup);
}

std::string headline(const Metrics& metrics) {
  const std::string overall = number("Clips: balanced accuracy", metrics.at(Level::Video, Measure::Sensitivity)) +
                              number("Clips: accuracy", metrics.at(Level::Video, Measure::Accuracy)) +
                              number("Frames: balanced accuracy", metrics.at(Level::Frame, Measure::Sensitivity)) +
                              number("Frames: accuracy", metrics.at(Level::Frame, Measure::Accuracy));
  const std::string kappa =
      metrics.ordinal
          ? number("Clips: quadratic-weighted kappa", metrics.at(Level::Video, Measure::QuadraticKappa)) +
                number("Frames: quadratic-weighted kappa", metrics.at(Level::Frame, Measure::QuadraticKappa))
          : "";
  std::string recalls;
  for (std::size_t c = 0; c < metrics.classes.size(); ++c) {
    const std::int64_t subjects = metrics.counts.classes[c].subjects;
    recalls += number(fmt::format("Clips: sensitivity of {}", metrics.classes[c]),
                      metrics.at(Level::Video, Measure::Sensitivity, static_cast<int>(c)),
                      "of " + base::counted(subjects, "subject"));
  }
  return wrapped("ul", overall + kappa, "class=\"numbers\"") + wrapped("ul", recalls, "class=\"numbers\"");
}

std::string facts(std::string_view caption, const std::vector<Fact>& list) {
  if (list.empty()) return "";
  html::Table table{std::string(caption), {}, {}};
  for (const Fact& fact : list) table.rows.push_back({fact.name, fact.value});
  return wrapped("div", html::table(table), "class=\"facts\"");
}

std::string tested(const ReportInput& input) {
  std::vector<Fact> protocol = input.protocol;
  protocol.push_back({"test-set evaluations", std::to_string(input.test_set_evaluations)});
  protocol.push_back({"intervals", fmt::format("percentile bootstrap over {} subjects, {} draws, seed {}",
                                               input.metrics.counts.all.subjects, input.metrics.options.draws,
                                               input.metrics.options.seed)});
  const std::string opened =
      "Every test-set evaluation is a look at the test data: the score of a configuration chosen afterwards is "
      "optimistic.";
  return facts("Data", input.data) + facts("Protocol", protocol) + facts("Model", input.model) +
         element("p", opened, "class=\"faint\"");
}

std::string reference_results(const ReportInput& input) {
  if (!input.reference_results) return "";
  return section("Published results", html::table(reference_table(*input.reference_results, input.metrics)) +
                                          element("p", "The figures are not directly comparable:") +
                                          html::list(input.reference_results->why_different));
}

std::string error_figure(const ErrorPicture& shown, const std::vector<std::string>& classes) {
  const WorstError& error = shown.error;
  const std::string& label = classes[static_cast<std::size_t>(error.label)];
  const std::string& predicted = classes[static_cast<std::size_t>(error.predicted)];
  std::string markup;
  if (const auto uri = html::data_uri(shown.picture)) {
    markup = fmt::format("<img src=\"{}\" alt=\"{}\" loading=\"lazy\"/>\n", *uri,
                         base::escape_markup(fmt::format("Picture {} of clip {}", error.picture, error.clip)));
  }
  const std::string caption = fmt::format(
      "{}: label {}, predicted {} ({:.2f}; wrong in {} of {} repeats). Picture {}: {:.2f}. Subject {}, "
      "source {}.",
      error.clip, label, predicted, error.probability, error.times_wrong, error.repeats, error.picture,
      error.frame_probability, error.subject, error.source);
  return wrapped("figure", markup + element("figcaption", caption));
}

std::string errors(const ReportInput& input) {
  if (input.errors.empty()) return "";
  std::string figures;
  for (const ErrorPicture& error : input.errors) figures += error_figure(error, input.metrics.classes);
  return section("Worst errors", element("p",
                                         "Clips misclassified with the highest confidence, each with the frame that "
                                         "most supports the wrong class. Check their labels too.") +
                                     wrapped("div", figures, "class=\"grid\""));
}

std::string label_issues(const ReportInput& input) {
  const html::Table table = label_issue_table(input.label_issues, input.metrics.classes);
  return table.rows.empty() ? "" : section("Label issues", html::table(table));
}

std::string numbers(const ReportInput& input) {
  const Metrics& metrics = input.metrics;
  const std::string repeats = metrics.repeats.size() > 1 ? html::table(repeat_table(metrics)) : "";
  return html::table(class_table(metrics, Level::Video)) + html::table(class_table(metrics, Level::Frame)) +
         html::table(level_table(metrics)) + repeats +
         wrapped("details", element("summary", "Each fold") + html::table(fold_table(metrics)));
}

std::string limitations(const ReportInput& input) {
  std::vector<std::string> all = limitations_of(input.metrics);
  all.insert(all.end(), input.limitations.begin(), input.limitations.end());
  return html::list(all);
}

}  // namespace

std::string report_html(const ReportInput& input) {
  std::string warnings;
  for (const std::string& warning : input.warnings) warnings += element("p", warning, "class=\"warn\"");
  const std::string body = element("h1", input.title) + element("p", extent(input.metrics)) + warnings +
                           headline(input.metrics) + section("Evaluation", tested(input)) + reference_results(input) +
                           section("Plots", report_plots(input)) + section("Metrics", numbers(input)) + errors(input) +
                           label_issues(input) + section("Limitations", limitations(input));
  return html::page(input.title, body);
}

}  // namespace evaluation
