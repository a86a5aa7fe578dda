#include "evaluation/report_plots.h"

#include <fmt/format.h>

#include "base/text.h"
#include "evaluation/auroc.h"
#include "evaluation/figure_text.h"
#include "evaluation/prediction_table.h"
#include "html/html.h"
#include "plot/bar_chart.h"
#include "plot/heat_map.h"
#include "plot/line_chart.h"
#include "plot/reliability_chart.h"

namespace evaluation {
namespace {

std::string_view of_level(Level level) { return level == Level::Frame ? "frames" : "clips"; }

std::string recalls(const Metrics& metrics) {
  plot::BarChart chart;
  chart.title = "Sensitivity of each class";
  chart.x_label = "sensitivity, clips";
  for (std::size_t c = 0; c < metrics.classes.size(); ++c) {
    const Figure& recall = metrics.at(Level::Video, Measure::Sensitivity, static_cast<int>(c));
    plot::Bar bar{metrics.classes[c], recall.value};
    if (recall.interval) bar.interval = {recall.interval->low, recall.interval->high};
    const std::int64_t subjects = metrics.counts.classes[c].subjects;
    bar.note = base::counted(subjects, "subject");
    chart.description += fmt::format("{}: {}, {}. ", bar.name, shown(recall), bar.note);
    chart.bars.push_back(std::move(bar));
  }
  return html::figure(plot::bar_chart(chart),
                      "Share of each class's clips that is classified correctly, with 95% intervals.");
}

std::string confusion(const Metrics& metrics, Level level) {
  const auto repeats = static_cast<double>(metrics.repeats.size());
  plot::HeatMap chart;
  chart.title = fmt::format("Confusion, {}", of_level(level));
  chart.row_label = "label";
  chart.column_label = "predicted";
  chart.names = metrics.classes;
  for (const auto& row : metrics.at(level).confusion) {
    std::vector<double>& counts = chart.counts.emplace_back();
    for (const std::int64_t count : row) counts.push_back(static_cast<double>(count) / repeats);
  }
  chart.description = "Rows are labels, columns are predictions.";
  return html::figure(plot::heat_map(chart), fmt::format("Confusion matrix of {}{}; percent of the row.",
                                                         of_level(level), repeats > 1 ? ", mean over repeats" : ""));
}

std::string roc(const ReportInput& input) {
  plot::LineChart chart;
  chart.title = "ROC curves, clips";
  chart.x_label = "1 − specificity";
  chart.y_label = "sensitivity";
  chart.x = chart.y = plot::Range{0, 1};
  chart.diagonal = true;
  const std::vector<ClipPrediction>& clips = input.predictions.clips;
  for (std::size_t c = 0; c < input.metrics.classes.size(); ++c) {
    const int of_class = static_cast<int>(c);
    std::vector<double> scores;
    std::vector<bool> positives;
    for (const ClipPrediction& clip : clips) {
      scores.push_back(clip.probabilities[c]);
      positives.push_back(clip.label == of_class);
    }
    plot::Line& line = chart.lines.emplace_back();
    const std::string area = shown(input.metrics.at(Level::Video, Measure::Auroc, of_class).value);
    line.name = fmt::format("{} {}", input.metrics.classes[c], area);
    chart.description += fmt::format("Area for {}: {}. ", input.metrics.classes[c], area);
    for (const RocPoint& point : roc_curve(scores, positives)) {
      line.points.push_back({point.false_positive_rate, point.true_positive_rate});
    }
  }
  return html::figure(plot::line_chart(chart),
                      "Each class against the rest, clips of all repeats pooled; the numbers are areas under the "
                      "curve, mean over repeats.");
}

std::string reliability(const Metrics& metrics, Level level) {
  plot::ReliabilityChart chart;
  chart.title = fmt::format("Reliability, {}", of_level(level));
  chart.description = fmt::format("Expected calibration error {}.", shown(metrics.at(level, Measure::Ece)));
  for (const ReliabilityBin& bin : metrics.at(level).reliability) {
    chart.bins.push_back({bin.confidence.value_or(0), bin.accuracy.value_or(0), static_cast<double>(bin.rows)});
  }
  return html::figure(
      plot::reliability_chart(chart),
      fmt::format("Reliability of {}: below the diagonal the model is overconfident. Expected calibration error {}.",
                  of_level(level), shown(metrics.at(level, Measure::Ece))));
}

}  // namespace

std::string report_plots(const ReportInput& input) {
  const Metrics& metrics = input.metrics;
  return html::wrapped("div",
                       recalls(metrics) + confusion(metrics, Level::Video) + confusion(metrics, Level::Frame) +
                           roc(input) + reliability(metrics, Level::Video) + reliability(metrics, Level::Frame),
                       "class=\"grid\"");
}

}  // namespace evaluation
