#include "evaluation/model_card.h"

#include <fmt/format.h>

#include "evaluation/limitations.h"
#include "evaluation/report_tables.h"

namespace evaluation {
namespace {

/// One line without markup (CommonMark 0.30, 2.4: a backslash before ASCII punctuation).
std::string plain(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
      result += ' ';
      continue;
    }
    if (c == '<' || c == '>') {
      result += c == '<' ? "&lt;" : "&gt;";
      continue;
    }
    if (std::string_view("\\`*_[]#|!&~").find(c) != std::string_view::npos) result += '\\';
    result += c;
  }
  return result;
}

std::string row(const std::vector<std::string>& cells) {
  std::string line = "|";
  for (const std::string& cell : cells) line += ' ' + plain(cell) + " |";
  return line + '\n';
}

std::string markdown(const html::Table& table) {
  std::string text = plain(table.caption) + "\n\n" + row(table.columns) + '|';
  for (std::size_t i = 0; i < table.columns.size(); ++i) text += " --- |";
  text += '\n';
  for (const std::vector<std::string>& cells : table.rows) text += row(cells);
  return text + '\n';
}

std::string list(const std::vector<std::string>& items) {
  std::string text;
  for (const std::string& item : items) text += "- " + plain(item) + '\n';
  return text + '\n';
}

std::string list(const std::vector<Fact>& facts) {
  std::string text;
  for (const Fact& fact : facts) text += "- " + plain(fact.name) + ": " + plain(fact.value) + '\n';
  return text + '\n';
}

std::string plain_list(const std::vector<std::string>& classes) {
  std::string text;
  for (const std::string& name : classes) text += (text.empty() ? "" : ", ") + plain(name);
  return text;
}

std::string protocol(const ReportInput& input) {
  std::vector<Fact> facts = input.protocol;
  facts.push_back({"test-set evaluations", std::to_string(input.test_set_evaluations)});
  return list(facts);
}

}  // namespace

std::string model_card(const ReportInput& input) {
  const Metrics& metrics = input.metrics;
  std::string card = "# " + plain(input.title) + "\n\n" + plain(extent(metrics)) + "\n\n";
  if (!input.warnings.empty()) card += "**Warnings**\n\n" + list(input.warnings);
  card += "## Model details\n\n" + list(input.model);
  card += "## Intended use\n\nChecking a dataset and its split; a baseline for other models. Classes: " +
          plain_list(metrics.classes) +
          ". Out of scope: diagnosis, triage, any decision about a patient; other kinds of pictures.\n\n";
  card +=
      "## Factors\n\nMetrics are given per class, with the number of subjects. Not measured: sex, age, scanner, "
      "hospital; predictions.csv names the sources.\n\n";
  card += "## Metrics\n\nMeans over repeats; in brackets, 95% intervals from a percentile bootstrap over subjects (" +
          fmt::format("{} draws, seed {}", metrics.options.draws, metrics.options.seed) + ").\n\n";
  card += "## Evaluation data\n\n" + list(input.data) + protocol(input);
  card += "## Training data\n\nThe same clips: the model of a fold was trained on the other folds.\n\n";
  card += "## Quantitative analyses\n\n" + markdown(level_table(metrics)) +
          markdown(class_table(metrics, Level::Video)) + markdown(class_table(metrics, Level::Frame));
  if (input.reference_results) {
    card += markdown(reference_table(*input.reference_results, metrics)) + list(input.reference_results->why_different);
  }
  card +=
      "## Ethical considerations\n\nThe pictures show patients. The model may fail for people whom the data does not "
      "represent; few sources mean few hospitals. The dataset lists the licences of the clips.\n\n";
  std::vector<std::string> limitations = limitations_of(metrics);
  limitations.insert(limitations.end(), input.limitations.begin(), input.limitations.end());
  card += "## Caveats and recommendations\n\n" + list(limitations);
  card.pop_back();
  return card;
}

}  // namespace evaluation
