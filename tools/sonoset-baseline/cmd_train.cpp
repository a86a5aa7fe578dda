#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "arguments.h"
#include "base/error.h"
#include "base/text.h"
#include "baseline/data/weights_folder.h"
#include "baseline/train/train.h"
#include "networks/threads.h"
#include "option_groups.h"
#include "recipe_options.h"
#include "sample_options.h"
#include "say.h"
#include "stoppable.h"
#include "verbs.h"

namespace {

using base::Code;
using base::Error;
using evaluation::Level;
using evaluation::Measure;

baseline::TrainOptions train_options_from(const cxxopts::ParseResult& options) {
  baseline::TrainOptions train;
  train.split = options["split"].as<std::string>();
  train.classes = classes_of(options);
  train.filters = filters_of(options);
  train.head = options["head"].as<std::string>();
  train.repeats = static_cast<int>(positive(options, "repeats", 1000));
  train.seed = options["seed"].as<std::uint64_t>();
  train.version = SONOSET_VERSION;
  train.view = view_of(options);
  choose_network(options, train);
  return train;
}

/// "0.891 (0.853 to 0.921)"
std::string text_of(const evaluation::Figure& figure) {
  if (!figure.value) return "undefined";
  std::string text = fmt::format("{:.3f}", *figure.value);
  if (figure.interval) text += fmt::format(" ({:.3f} to {:.3f})", figure.interval->low, figure.interval->high);
  return text;
}

std::string text_of(const evaluation::PairedDifference& difference) {
  if (!difference.difference || !difference.interval) return "undefined";
  return fmt::format("{:+.3f} ({:+.3f} to {:+.3f})", *difference.difference, difference.interval->low,
                     difference.interval->high);
}

void print_figures(const baseline::TrainSummary& summary) {
  say("{:<28}{:<28}{}\n", "", "frames", "clips");
  const auto line = [&](const std::string& name, Measure measure, int of_class) {
    say("{:<28}{:<28}{}\n", name, text_of(summary.metrics.at(Level::Frame, measure, of_class)),
        text_of(summary.metrics.at(Level::Video, measure, of_class)));
  };
  line("accuracy", Measure::Accuracy, evaluation::kMean);
  if (summary.moving) {
    say("{:<28}{:<28}{}\n", "accuracy without stills", text_of(summary.moving->at(Level::Frame, Measure::Accuracy)),
        text_of(summary.moving->at(Level::Video, Measure::Accuracy)));
  }
  line("balanced accuracy", Measure::Sensitivity, evaluation::kMean);
  if (summary.metrics.ordinal) line("quadratic-weighted kappa", Measure::QuadraticKappa, evaluation::kMean);
  for (std::size_t i = 0; i < summary.metrics.classes.size(); ++i) {
    const auto& counts = summary.metrics.counts.classes[i];
    line(fmt::format("recall {}", summary.metrics.classes[i]), Measure::Sensitivity, static_cast<int>(i));
    say("  of {}, {}, {}\n", base::counted(counts.subjects, "subject"), base::counted(counts.clips, "clip"),
        base::counted(counts.frames, "frame"));
  }
  line("calibration error", Measure::Ece, evaluation::kMean);
  if (summary.frames && summary.clips) {
    say("{:<28}{:<28}{}\n", "gain over reference", text_of(*summary.frames), text_of(*summary.clips));
  }
}

void print_text(const baseline::TrainSummary& summary, const baseline::TrainOptions& options) {
  say("split '{}': {} clips, {} frames; {} of {} folds; 95% intervals over subjects\n\n", options.split,
      summary.samples.clips.size(), summary.samples.frames(), base::counted(options.repeats, "repeat"),
      summary.metrics.folds.size() / static_cast<std::size_t>(options.repeats));
  print_figures(summary);
  say("\n");
  for (const std::string& warning : summary.warnings) say("warning: {}\n", warning);
  say("test-set evaluations of this dataset so far: {} (evaluations.jsonl)\n", summary.test_set_evaluations);
  if (summary.label_issues > 0) {
    say("{}: see the report, or run 'sonoset baseline labels {}'\n", base::counted(summary.label_issues, "label issue"),
        summary.folder.filename().string());
  }
  say("report: {}\n", (summary.folder / "report.html").string());
}

void print_train_json(const baseline::TrainSummary& summary) {
  const auto value = [](const evaluation::Figure& figure) {
    return figure.value ? nlohmann::ordered_json(*figure.value) : nlohmann::ordered_json(nullptr);
  };
  const nlohmann::ordered_json document = {
      {"run", summary.folder.filename().string()},
      {"folder", summary.folder.string()},
      {"clips", summary.samples.clips.size()},
      {"frames", summary.samples.frames()},
      {"frame_accuracy", value(summary.metrics.at(Level::Frame, Measure::Accuracy))},
      {"video_accuracy", value(summary.metrics.at(Level::Video, Measure::Accuracy))},
      {"frame_balanced_accuracy", value(summary.metrics.at(Level::Frame, Measure::Sensitivity))},
      {"video_balanced_accuracy", value(summary.metrics.at(Level::Video, Measure::Sensitivity))},
      {"test_set_evaluations", summary.test_set_evaluations},
      {"label_issues", summary.label_issues},
      {"warnings", summary.warnings}};
  print_document(document);
}

}  // namespace

int cmd_train(const Context& context, const Words& words) {
  Arguments arguments("baseline train", "--split NAME [--where COLUMN=VALUE]… [--classes A,B,C] [options]",
                      "Train a classifier on a split and evaluate it by cross-validation. All settings are chosen on\n"
                      "inner folds of the training part. The report, metrics, predictions and models are written to\n"
                      "baseline/ in the dataset's folder. After an interruption, the same command continues.",
                      {"sonoset -C lungs baseline train --split main",
                       "sonoset -C pocus baseline train --split main --where probe=convex --classes "
                       "covid-19,bacterial-pneumonia,healthy",
                       "sonoset -C pocus baseline train --split main --view masked"});
  arguments.add()("split", "Split to train on", cxxopts::value<std::string>(), "SPLIT");
  add_sample_options(arguments);
  add_network_options(arguments);
  arguments.add("Training")("head", "Classifier on MobileNetV2's features: auto, logistic, reference or mlp",
                            cxxopts::value<std::string>()->default_value("auto"), "auto|logistic|reference|mlp");
  arguments.add("Training")("repeats", "Cross-validations; all but the first on new folds",
                            cxxopts::value<std::int64_t>()->default_value("5"), "N");
  arguments.add("Training")("seed", "Random seed", cxxopts::value<std::uint64_t>()->default_value("0"), "N");
  arguments.add(kOutputGroup)("json", "Print one JSON document");
  const auto options = arguments.parse(words, {"split"});
  if (!options) return kDone;
  const baseline::TrainOptions train = train_options_from(*options);
  use_threads(*options);
  curate::Dataset dataset(context.dataset, catalog::Catalog::Access::Read);
  baseline::TrainSummary summary;
  const auto work = [&](const baseline::TrainWatch& watch) { summary = baseline::train(dataset, train, watch); };
  if (!run_stoppable(work, "run the same command again to continue")) return kDoneWithFindings;
  if (options->count("json") > 0) {
    print_train_json(summary);
  } else {
    print_text(summary, train);
  }
  return kDone;
}
