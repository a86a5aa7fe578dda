#include "baseline/train/train.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/file.h"
#include "base/folder.h"
#include "baseline/data/feature_cache.h"
#include "baseline/data/features.h"
#include "baseline/data/former_names.h"
#include "baseline/train/run_files.h"
#include "baseline/train/small_net_trainer.h"
#include "baseline/train/test_set_evaluations.h"
#include "baseline/train/trainers.h"
#include "curate/split/compared.h"
#include "curate/split/leaks.h"
#include "curate/split/leaks_text.h"
#include "curate/split/open_split.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;

/// The folds of the split, then folds of other seeds with the same parameters.
std::vector<Assignment> repeats_of(const model::Split& split, const Samples& samples, const TrainOptions& options) {
  std::vector<Assignment> repeats{assignment_of(split, samples)};
  for (int repeat = 1; repeat < options.repeats; ++repeat) {
    model::SplitParameters parameters = split.parameters;
    parameters.seed += static_cast<std::uint64_t>(repeat);
    repeats.push_back(assign(samples, parameters));
  }
  return repeats;
}

void use_mobilenet(Plan& plan, const TrainOptions& options, const fs::path& dataset, const TrainWatch& watch) {
  const networks::MobileNetV2 network = networks::MobileNetV2::read(options.weights);
  plan.network = "MobileNetV2 1.0/224, ImageNet weights";
  plan.network_digest = network.digest();
  plan.trainers = heads(options.head);
  if (current_name(options.head) != "reference") plan.reference = reference_baseline();
  const FrameWatch told = [&](std::int64_t done, std::int64_t total) {
    if (watch.stop()) throw Stopped();
    watch.progress("frames", done, total, "features");
  };
  plan.inputs = features_of(plan.samples, dataset, network, feature_cache(dataset, network.digest()), told);
}

void use_small_net(Plan& plan, const fs::path& dataset, const TrainWatch& watch) {
  plan.network = "small network, trained from scratch";
  plan.trainers = {std::make_shared<SmallNetTrainer>()};
  plan.inputs =
      pictures_of(plan.samples, dataset, networks::SmallNetImpl::kSide, [&](std::int64_t done, std::int64_t total) {
        if (watch.stop()) throw Stopped();
        watch.progress("frames", done, total, "pictures");
      });
}

std::vector<std::string> warnings_of(const model::Split& split, const curate::Leaks& leaks) {
  if (leaks.none()) return {};
  const std::string_view so =
      leaks.clips > 0 ? "The results show how well the model recognises people, not how well it does on new ones."
                      : "If frames do leak, the results are better than they would be on new people.";
  return {fmt::format("The split '{}' is grouped by {}. {} {}", split.parameters.name,
                      model::to_string(split.parameters.by), to_sentence(leaks), so)};
}

std::optional<evaluation::PairedDifference> difference(const Results& results, evaluation::Level level) {
  if (results.reference.clips.empty()) return std::nullopt;
  return evaluation::paired_difference(results.predictions, results.reference, level, evaluation::Measure::Accuracy);
}

/// Metrics without stills, for comparison with results on videos.
std::optional<evaluation::Metrics> evaluate_moving(const evaluation::Predictions& predictions) {
  evaluation::Predictions moving{predictions.classes, {}, predictions.ranks};
  std::ranges::copy_if(predictions.clips, std::back_inserter(moving.clips),
                       [](const evaluation::ClipPrediction& clip) { return clip.frames() > 1; });
  if (moving.clips.empty() || moving.clips.size() == predictions.clips.size()) return std::nullopt;
  return evaluation::evaluate(moving);
}

}  // namespace

TrainSummary train(curate::Dataset& dataset, const TrainOptions& options, const TrainWatch& watch) {
  const auto [opened, units, links] = curate::open_split(dataset.catalog(), options.split);
  const model::Split split = curate::for_cross_validation(opened);

  Plan plan;
  plan.seed = options.seed;
  plan.samples = those_in_folds(
      load_samples(dataset, {split.parameters.axis, options.classes, options.filters, options.view}), split);
  plan.repeats = repeats_of(split, plan.samples, options);
  if (options.network == Network::MobileNetV2) {
    use_mobilenet(plan, options, dataset.folder(), watch);
  } else {
    use_small_net(plan, dataset.folder(), watch);
  }

  TrainSummary summary;
  const base::Digest digest = plan.digest();
  summary.folder = dataset.folder() / "baseline" / fmt::format("{}-{}", options.split, digest.hex().substr(0, 8));
  dataset.files().make_folders(dataset.name_of(summary.folder));
  const base::FileLock lock(summary.folder / "lock");
  for (const char* inside : {"", "folds", "model"}) {
    if (fs::exists(summary.folder / inside)) base::Folder(summary.folder).remove_partial_files(inside);
  }
  const Results results =
      cross_validate(plan, summary.folder,
                     {[&](std::int64_t done, std::int64_t total, const std::string& note) {
                        watch.progress("folds", done, total, note);
                      },
                      watch.stop,
                      [&](const Assignment& assignment, int repeat, int fold) {
                        note_test_set_evaluation(dataset.folder(), {digest, repeat, fold, options.version}, assignment);
                      }});

  summary.metrics = evaluation::evaluate(results.predictions);
  summary.moving = evaluate_moving(results.predictions);
  if (!results.reference.clips.empty()) summary.reference = evaluation::evaluate(results.reference);
  summary.frames = difference(results, evaluation::Level::Frame);
  summary.clips = difference(results, evaluation::Level::Video);
  summary.warnings = warnings_of(split, curate::check_leaks(split, units, links, pictures_by_clip(plan.samples),
                                                            curate::compared_of(dataset.catalog(), split)));
  summary.test_set_evaluations = count_test_set_evaluations(dataset.folder());
  write_run_files(dataset, plan, results, split, options, summary);
  summary.samples = std::move(plan.samples);
  return summary;
}

}  // namespace baseline
