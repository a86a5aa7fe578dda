#include "baseline/train/run_files.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "base/error.h"
#include "base/file.h"
#include "baseline/train/run_record.h"
#include "catalog/digest.h"
#include "catalog/list.h"
#include "evaluation/confident_learning.h"
#include "evaluation/label_judge.h"
#include "evaluation/metrics_json.h"
#include "evaluation/model_card.h"
#include "evaluation/predictions_csv.h"
#include "evaluation/report.h"
#include "evaluation/six_decimals.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr std::size_t kErrorsShown = 12;

Json json_of(const std::optional<double>& value) {
  return value ? Json(evaluation::six_decimals(*value)) : Json(nullptr);
}

Json json_of(const evaluation::PairedDifference& difference) {
  Json interval = nullptr;
  if (difference.interval)
    interval = {evaluation::six_decimals(difference.interval->low),
                evaluation::six_decimals(difference.interval->high)};
  return {{"ours", json_of(difference.first)},
          {"reference", json_of(difference.second)},
          {"difference", json_of(difference.difference)},
          {"interval", interval}};
}

/// The settings and clip rules selected on inner folds, and how often.
std::vector<evaluation::Fact> chosen(const Plan& plan, const Results& results) {
  std::map<std::string, int> times;
  std::map<std::string, int> rules;
  for (const Selected& selected : results.selected) {
    ++times[setting_of(plan.trainers, selected)];
    ++rules[std::string(to_string(selected.rule))];
  }
  const auto all = results.selected.size();
  std::vector<evaluation::Fact> facts;
  for (const auto& [setting, count] : times) {
    facts.push_back({"selected on inner folds", fmt::format("{} ({} of {} folds)", setting, count, all)});
  }
  for (const auto& [rule, count] : rules) {
    facts.push_back({"clip rule", fmt::format("{} ({} of {} folds)", rule, count, all)});
  }
  return facts;
}

/// Whether the sector was looked for in all clips, so that frames to predict on are cropped alike.
bool finds_sectors(const Samples& samples) {
  return std::ranges::all_of(samples.clips, [](const SampleClip& clip) { return clip.sector.has_value(); });
}

std::vector<evaluation::Fact> model_facts(const Plan& plan, const Results& results, const TrainOptions& options) {
  std::vector<evaluation::Fact> facts{{"network", plan.network}};
  if (options.network == Network::MobileNetV2) facts.push_back({"weights", "SHA-256 " + plan.network_digest.hex()});
  std::ranges::move(chosen(plan, results), std::back_inserter(facts));
  facts.push_back({"plan", "SHA-256 " + plan.digest().hex()});
  facts.push_back({"program", "sonoset " + options.version + ", LibTorch " + TORCH_VERSION});
  return facts;
}

std::vector<evaluation::Fact> data_facts(curate::Dataset& dataset, const Plan& plan, const TrainOptions& options) {
  std::vector<evaluation::Fact> facts{{"dataset", "SHA-256 " + catalog::digest(dataset.catalog()).hex()},
                                      {"axis", plan.samples.axis},
                                      {"classes", fmt::format("{}", fmt::join(plan.samples.classes, ", "))},
                                      {"clips", std::to_string(plan.samples.clips.size())},
                                      {"frames", std::to_string(plan.samples.frames())},
                                      {"view", std::string(model::to_string(plan.samples.view))}};
  for (const catalog::Filter& filter : options.filters) {
    facts.push_back({"only clips with", fmt::format("{}={}", filter.column, filter.value)});
  }
  return facts;
}

std::vector<evaluation::Fact> protocol_facts(const Plan& plan, const model::Split& split) {
  return {{"split", fmt::format("{}, {} folds by {}, seed {}", split.parameters.name, split.parameters.folds,
                                model::to_string(split.parameters.by), split.parameters.seed)},
          {"split digest", "SHA-256 " + split.digest().hex()},
          {"repeats", plan.repeats.size() == 1
                          ? std::string("1, on the split's own folds")
                          : fmt::format("{}: the first on the split's own folds, the others on folds of the next seeds",
                                        plan.repeats.size())},
          {"selection", "by cross-validation within each training part; each test fold is evaluated once, afterwards"}};
}

std::vector<evaluation::ErrorPicture> error_pictures(const evaluation::Predictions& predictions,
                                                     const fs::path& dataset) {
  std::vector<evaluation::ErrorPicture> errors;
  for (evaluation::WorstError& error : evaluation::worst_errors(predictions, kErrorsShown)) {
    std::string bytes;
    try {
      bytes = base::read_text(dataset / error.file);
    } catch (const base::Error&) {
      // Without its picture, an error is shown with its caption only.
    }
    errors.push_back({std::move(error), {bytes.begin(), bytes.end()}});
  }
  return errors;
}

}  // namespace

void write_run_files(curate::Dataset& dataset, const Plan& plan, const Results& results, const model::Split& split,
                     const TrainOptions& options, TrainSummary& summary) {
  const auto write = [&](const fs::path& name, const std::string& text) {
    base::write_atomically(summary.folder / name, text);
  };
  write("metrics.json", evaluation::metrics_json(summary.metrics));
  if (summary.moving) write("metrics-moving.json", evaluation::metrics_json(*summary.moving));
  if (summary.reference) {
    write("reference-metrics.json", evaluation::metrics_json(*summary.reference));
    write("comparison.json", Json{{"with", plan.reference->settings()[0]},
                                  {"frame_accuracy", json_of(*summary.frames)},
                                  {"video_accuracy", json_of(*summary.clips)}}
                                     .dump(2) +
                                 "\n");
  }
  write("predictions.csv", evaluation::frames_csv(results.predictions));
  write("predictions-clips.csv", evaluation::clips_csv(results.predictions));

  evaluation::ReportInput report{.title = "Baseline on split '" + options.split + "'",
                                 .predictions = results.predictions,
                                 .metrics = summary.metrics,
                                 .model = model_facts(plan, results, options),
                                 .data = data_facts(dataset, plan, options),
                                 .protocol = protocol_facts(plan, split),
                                 .test_set_evaluations = summary.test_set_evaluations,
                                 .warnings = summary.warnings,
                                 .limitations = {},
                                 .reference_results = evaluation::pocovid_net(plan.samples.classes),
                                 .errors = error_pictures(results.predictions, dataset.folder()),
                                 .label_issues = {}};
  // Models at chance level cannot find label issues.
  if (evaluation::label_judge(results.predictions).can_judge()) {
    report.label_issues = evaluation::confident_learning(results.predictions).clips;
  }
  summary.label_issues =
      static_cast<std::size_t>(std::ranges::count(report.label_issues, true, &evaluation::LabelIssue::flagged));
  write("report.html", evaluation::report_html(report));
  write(fs::path("model") / "README.md", evaluation::model_card(report));
  RunRecord record{run_time(), {}, std::nullopt, catalog::digest(dataset.catalog())};
  if (options.network != Network::Small) {
    record.weights = fs::absolute(options.weights).lexically_normal();
    record.weights_digest = plan.network_digest;
  }
  write_run_record(summary.folder, record);
  write(fs::path("model") / "model.json", Json{{"format", 1},
                                               {"axis", plan.samples.axis},
                                               {"taxonomy", plan.samples.taxonomy},
                                               {"classes", plan.samples.classes},
                                               {"network", to_string(options.network)},
                                               {"network_digest", plan.network_digest.hex()},
                                               {"head", options.head},
                                               {"folds", split.parameters.folds},
                                               {"view", model::to_string(options.view)},
                                               {"sectors", finds_sectors(plan.samples)},
                                               {"pooling", pooling_of(options.network, options.view)},
                                               {"plan", plan.digest().hex()}}
                                                  .dump(2) +
                                              "\n");
}

}  // namespace baseline
