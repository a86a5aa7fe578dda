#include "baseline/train/cross_validation.h"

#include "baseline/data/frame_view.h"

#include <fmt/format.h>

#include "base/error.h"
#include "base/folder.h"
#include "base/text.h"
#include "baseline/train/fold_record.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;

fs::path record_file(const fs::path& folder, int repeat, int fold) {
  return folder / "folds" / fmt::format("repeat-{}-fold-{}.json", repeat, fold);
}

fs::path model_file(const fs::path& folder, int fold) {
  return folder / "model" / fmt::format("fold-{}.safetensors", fold);
}

class Run {
 public:
  Run(const Plan& plan, fs::path folder, const CrossValidationWatch& watch)
      : plan_(plan), folder_(std::move(folder)), watch_(watch) {
    for (const Assignment& assignment : plan.repeats) folds_in_all_ += assignment.parameters.folds;
    for (const char* inside : {"folds", "model"}) base::Folder(folder_).make_folders(inside);
  }

  FoldRecord fold(int repeat, int fold) {
    const fs::path file = record_file(folder_, repeat, fold);
    std::optional<FoldRecord> record = read_record(file);
    if (!record) {
      record = work_on(repeat, fold);
      write_record(file, *record);
    }
    ++folds_done_;
    watch_.progress(folds_done_, folds_in_all_, "");
    return std::move(*record);
  }

 private:
  FoldRecord work_on(int repeat, int fold) {
    const Assignment& assignment = plan_.repeats[static_cast<std::size_t>(repeat)];
    const std::uint64_t seed = plan_.seed + static_cast<std::uint64_t>(repeat);
    const TrainingSubset training = training_subset(plan_.samples, assignment, fold, plan_.inputs);
    const TrainingWatch watch = [&](std::int64_t step, std::int64_t steps, double loss) {
      if (watch_.stop()) throw Stopped();
      watch_.progress(folds_done_, folds_in_all_,
                      fmt::format("seed {}, fold {}: step {} of {}, loss {:.3f}", seed, fold, step, steps, loss));
    };
    watch_.progress(folds_done_, folds_in_all_, fmt::format("seed {}, fold {}", seed, fold));
    const auto train = [&](const Trainers& trainers) {
      try {
        return FoldModel::train(training, trainers, assignment.parameters, seed, watch);
      } catch (const base::Error& error) {
        throw base::Error(
            error.code(),
            fmt::format("split '{}', repeat {}, fold {}: {} to train on, too few to select settings ({}); use more "
                        "clips or a split with fewer folds",
                        assignment.parameters.name, repeat, fold, base::counted(training.samples.clips.size(), "clip"),
                        error.what()));
      }
    };
    const FoldModel model = train(plan_.trainers);
    std::optional<FoldModel> reference;
    if (plan_.reference) reference = train({plan_.reference});
    if (watch_.stop()) throw Stopped();
    if (repeat == 0) model.write(model_file(folder_, fold));

    watch_.evaluating(assignment, repeat, fold);
    const TestSubset test = test_subset(plan_.samples, assignment, fold, plan_.inputs);
    return {model.selected(), predict(model, test, repeat, fold),
            reference ? predict(*reference, test, repeat, fold) : std::vector<evaluation::ClipPrediction>()};
  }

  const Plan& plan_;
  fs::path folder_;
  const CrossValidationWatch& watch_;
  std::int64_t folds_in_all_ = 0;
  std::int64_t folds_done_ = 0;
};

}  // namespace

base::Digest Plan::digest() const {
  std::string text = fmt::format("format 3\naxis {}\nclasses {}\nnetwork {} {}\nseed {}\n", samples.axis,
                                 fmt::join(samples.classes, ","), network, network_digest.hex(), seed);
  for (const SampleClip& clip : samples.clips) {
    text += fmt::format("clip {} {} {}\n", clip.unit.clip, clip.label, clip.person);
    for (const SampleFrame& frame : clip.frames) text += seen_digest(samples.view, clip, frame).hex() + "\n";
  }
  for (const auto& trainer : trainers) text += fmt::format("trainer {}\n", fmt::join(trainer->settings(), ";"));
  if (reference) text += fmt::format("plain {}\n", fmt::join(reference->settings(), ";"));
  for (const Assignment& assignment : repeats) text += fmt::format("split {}\n", assignment.digest.hex());
  return base::sha256(text);
}

Results cross_validate(const Plan& plan, const fs::path& folder, const CrossValidationWatch& watch) {
  Run run(plan, folder, watch);
  const std::vector<int>& ranks = plan.samples.ranks;
  Results results{{plan.samples.classes, {}, ranks}, {plan.samples.classes, {}, ranks}, {}};
  for (int repeat = 0; repeat < static_cast<int>(plan.repeats.size()); ++repeat) {
    for (int fold = 0; fold < plan.repeats[static_cast<std::size_t>(repeat)].parameters.folds; ++fold) {
      FoldRecord record = run.fold(repeat, fold);
      results.selected.push_back(std::move(record.selected));
      std::ranges::move(record.clips, std::back_inserter(results.predictions.clips));
      std::ranges::move(record.reference, std::back_inserter(results.reference.clips));
    }
  }
  return results;
}

std::vector<fs::path> models_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (int fold = 0; fs::exists(model_file(folder, fold)); ++fold) files.push_back(model_file(folder, fold));
  return files;
}

}  // namespace baseline
