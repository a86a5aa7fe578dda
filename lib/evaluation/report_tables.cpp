#include "evaluation/report_tables.h"

#include <fmt/format.h>

#include <array>
#include <set>

#include "base/text.h"
#include "evaluation/figure_text.h"

namespace evaluation {
namespace {

std::string_view words(Level level) {
  constexpr std::array<std::string_view, kLevels.size()> kWords = {
      "frames", "clips, by the selected rule", "clips, by mean probability", "clips, by majority of frames"};
  return kWords[static_cast<std::size_t>(level)];
}

std::vector<std::string> part_row(std::string name, const PartMetrics& part) {
  const Values& frame = part.values[static_cast<std::size_t>(Level::Frame)];
  const Values& video = part.values[static_cast<std::size_t>(Level::Video)];
  return {std::move(name),
          std::to_string(part.counts.all.subjects),
          std::to_string(part.counts.all.clips),
          shown(frame.at(Measure::Accuracy)),
          shown(frame.at(Measure::Sensitivity)),
          shown(video.at(Measure::Accuracy)),
          shown(video.at(Measure::Sensitivity)),
          shown(video.at(Measure::F1)),
          shown(video.at(Measure::Auroc))};
}

std::vector<std::string> part_columns(std::string first) {
  return {std::move(first), "subjects",      "clips",        "frame accuracy", "frame balanced",
          "clip accuracy",  "clip balanced", "clip mean F1", "clip mean AUROC"};
}

}  // namespace

html::Table class_table(const Metrics& metrics, Level level) {
  html::Table table;
  table.caption = fmt::format("Per class, {}; 95% intervals in brackets.", words(level));
  table.columns = {"class", "subjects", "clips", "frames", "sensitivity", "specificity", "PPV", "F1", "AUROC"};
  const auto row = [&](const std::string& name, const ClassCounts& counts, int of_class) {
    std::vector<std::string>& cells = table.rows.emplace_back();
    cells = {name, std::to_string(counts.subjects), std::to_string(counts.clips), std::to_string(counts.frames)};
    for (const Measure measure : kMeasures) {
      if (is_per_class(measure)) cells.push_back(shown(metrics.at(level, measure, of_class)));
    }
  };
  for (std::size_t c = 0; c < metrics.classes.size(); ++c) {
    row(metrics.classes[c], metrics.counts.classes[c], static_cast<int>(c));
  }
  row("all (mean of classes)", metrics.counts.all, kMean);
  return table;
}

html::Table level_table(const Metrics& metrics) {
  html::Table table;
  table.caption = "All classes; 95% intervals in brackets. Calibration error, Brier score, log loss: lower is better.";
  table.columns = {"level",      "accuracy",          "balanced accuracy", "mean F1",
                   "mean AUROC", "calibration error", "Brier score",       "log loss"};
  for (const Level level : kLevels) {
    std::vector<std::string>& cells = table.rows.emplace_back();
    cells.emplace_back(words(level));
    for (const Measure measure : {Measure::Accuracy, Measure::Sensitivity, Measure::F1, Measure::Auroc, Measure::Ece,
                                  Measure::Brier, Measure::LogLoss}) {
      cells.push_back(shown(metrics.at(level, measure)));
    }
  }
  return table;
}

html::Table repeat_table(const Metrics& metrics) {
  html::Table table{"Each repeat of the cross-validation.", part_columns("repeat"), {}};
  for (const PartMetrics& part : metrics.repeats) table.rows.push_back(part_row(std::to_string(part.repeat), part));
  return table;
}

html::Table fold_table(const Metrics& metrics) {
  html::Table table{"Each fold of each repeat. –: undefined, as a class has no clip in the fold or is never predicted.",
                    part_columns("repeat, fold"),
                    {}};
  for (const PartMetrics& part : metrics.folds) {
    table.rows.push_back(part_row(fmt::format("{}, {}", part.repeat, part.fold), part));
  }
  return table;
}

html::Table reference_table(const ReferenceResults& reference_results, const Metrics& metrics) {
  html::Table table{
      "Reported by " + reference_results.where + ", and measured here.", {"metric", "reported", "here"}, {}};
  for (const ReferenceFigure& figure : reference_results.figures) {
    table.rows.push_back({figure.name, fmt::format("{:.2f}", figure.value),
                          shown(metrics.at(figure.level, figure.measure, figure.of_class))});
  }
  return table;
}

html::Table label_issue_table(const std::vector<LabelIssue>& label_issues, const std::vector<std::string>& classes) {
  html::Table table{"Labels that the model confidently contradicts, the most doubtful first.",
                    {"clip", "label", "suggested", "probability of label", "probability of suggestion"},
                    {}};
  for (const LabelIssue& issue : label_issues) {
    if (!issue.flagged) continue;
    const auto suggested = static_cast<std::size_t>(issue.suggested);
    table.rows.push_back({issue.clip, classes[static_cast<std::size_t>(issue.given)], classes[suggested],
                          shown(issue.self_confidence()), shown(issue.probabilities[suggested])});
  }
  return table;
}

std::string extent(const Metrics& metrics) {
  std::set<int> folds;
  for (const PartMetrics& part : metrics.folds) folds.insert(part.fold);
  const std::size_t repeats = metrics.repeats.size();
  return fmt::format("{} clips with {} of {}, each tested by a model that was not trained on it: {} folds, {}.",
                     metrics.counts.all.clips, base::counted(metrics.counts.all.frames, "frame"),
                     base::counted(metrics.counts.all.subjects, "subject"), folds.size(),
                     base::counted(repeats, "repeat"));
}

}  // namespace evaluation
