#include "baseline/predict/predictor.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/error.h"
#include "baseline/data/features.h"
#include "baseline/train/fold_model.h"
#include "baseline/train/small_net_trainer.h"
#include "baseline/train/trainers.h"
#include "networks/grad_cam.h"

namespace baseline {
namespace {

namespace fs = std::filesystem;
using base::Code;
using base::Error;

/// [rows] the logits of a class.
at::Tensor column(const at::Tensor& logits, int of_class) { return logits.select(1, of_class); }

/// False for NaN.
bool in_distribution(double ood_score) { return ood_score <= 1; }

std::vector<std::int64_t> in_distribution_rows(const std::vector<double>& ood_scores) {
  std::vector<std::int64_t> rows;
  for (std::size_t i = 0; i < ood_scores.size(); ++i) {
    if (in_distribution(ood_scores[i])) rows.push_back(static_cast<std::int64_t>(i));
  }
  return rows;
}

bool all_finite(const std::vector<double>& values) {
  return std::ranges::all_of(values, [](double value) { return std::isfinite(value); });
}

/// Rejects models that were trained on other inputs or tampered with, by trying them on blank inputs.
void try_out(const FoldModel& model, const at::Tensor& blank, std::size_t classes) {
  const auto positive = [](double value) { return std::isfinite(value) && value > 0; };
  const Selected& selected = model.selected();
  if (!positive(selected.temperature) || !positive(selected.sequence_temperature) ||
      !positive(selected.ood_threshold)) {
    throw Error(Code::Corrupt, "its temperatures or its threshold are not positive");
  }
  const std::vector<double> frames = model.frame_probabilities(blank);
  const std::vector<double> clip = model.clip_probabilities(blank, frames);
  if (frames.size() != classes * static_cast<std::size_t>(blank.size(0)) || clip.size() != classes) {
    throw Error(Code::Corrupt, fmt::format("it does not have {} classes", classes));
  }
  if (!all_finite(frames) || !all_finite(clip) || !std::isfinite(model.ood_score(blank))) {
    throw Error(Code::Corrupt, "its output is not finite");
  }
}

FoldModel open_fold(const fs::path& file, const Trainers& trainers, const at::Tensor& blank, std::size_t classes) {
  const auto broken = [&](const std::string& why) {
    return Error(Code::Corrupt, fmt::format("'{}' cannot be used: {}", file.string(), why));
  };
  try {
    FoldModel model = FoldModel::read(file, trainers);
    try_out(model, blank, classes);
    return model;
  } catch (const c10::Error& error) {
    throw broken(error.what_without_backtrace());
  } catch (const Error& error) {
    if (error.code() == Code::NotFound) throw;
    throw broken(error.what());
  }
}

Trainers trainers_of(const ModelInfo& info) {
  if (info.network == Network::Small) return {std::make_shared<SmallNetTrainer>()};
  return heads(info.head);
}

}  // namespace

struct Predictor::State {
  ModelInfo info;
  std::optional<networks::MobileNetV2> network;  // none if the folds have networks of their own
  std::vector<FoldModel> folds;

  at::Tensor blank() const {
    constexpr std::int64_t kFrames = 2;
    if (network) return at::zeros({kFrames, FeatureLayout::columns()});
    return at::zeros({kFrames, 1, networks::SmallNetImpl::kSide, networks::SmallNetImpl::kSide}, at::kByte);
  }

  double ood_score(const at::Tensor& inputs) const {
    std::vector<double> all;
    for (const FoldModel& fold : folds) all.push_back(fold.ood_score(inputs));
    return median(all);
  }

  /// [frames] the logits of a class from features, mean over the folds.
  at::Tensor score(const at::Tensor& features, int of_class) const {
    at::Tensor sum;
    for (const FoldModel& fold : folds) {
      const at::Tensor one = column(fold.classifier().logits(features), of_class);
      sum = sum.defined() ? sum + one : one;
    }
    return sum / static_cast<double>(folds.size());
  }
};

Predictor::Predictor(std::unique_ptr<State> state) : state_(std::move(state)) {}
Predictor::Predictor(Predictor&&) noexcept = default;
Predictor& Predictor::operator=(Predictor&&) noexcept = default;
Predictor::~Predictor() = default;

const ModelInfo& Predictor::info() const { return state_->info; }

Predictor Predictor::open(const fs::path& folder, const fs::path& weights) {
  const fs::path place = model_folder(folder);
  auto state = std::make_unique<State>();
  state->info = read_model_info(place);
  if (state->info.network == Network::MobileNetV2) {
    state->network = networks::MobileNetV2::read(weights);
    if (state->network->digest() != state->info.network_digest) {
      throw Error(Code::InvalidInput, fmt::format("the model in '{}' was trained with different weights (SHA-256 {}) "
                                                  "from '{}'; pass the right file with --weights",
                                                  place.string(), state->info.network_digest.hex(), weights.string()));
    }
  }
  const Trainers trainers = trainers_of(state->info);
  const at::Tensor blank = state->blank();
  for (int fold = 0; fold < state->info.folds; ++fold) {
    state->folds.push_back(
        open_fold(place / fmt::format("fold-{}.safetensors", fold), trainers, blank, state->info.classes.size()));
  }
  return Predictor(std::move(state));
}

at::Tensor Predictor::inputs_of(const SeenFrames& frames) const {
  return state_->network ? features_of(*state_->network, frames)
                         : picture_rows(frames.pictures, networks::SmallNetImpl::kSide);
}

Prediction Predictor::predict(const std::vector<at::Tensor>& batches) const {
  const at::NoGradGuard no_gradients;
  const at::Tensor inputs = at::cat(batches);
  Prediction prediction;
  prediction.ood_score = state_->ood_score(inputs);
  for (std::int64_t i = 0; i < inputs.size(0); ++i) {
    prediction.frame_ood_scores.push_back(state_->ood_score(inputs.narrow(0, i, 1)));
  }
  prediction.frames.resize(prediction.frame_ood_scores.size());
  const std::vector<std::int64_t> kept = in_distribution_rows(prediction.frame_ood_scores);
  // Medians over frames and over models do not commute: a clip may pass although none of its frames does.
  if (kept.empty() && in_distribution(prediction.ood_score)) prediction.ood_score = median(prediction.frame_ood_scores);
  if (!in_distribution(prediction.ood_score)) return prediction;

  const std::size_t classes = state_->info.classes.size();
  const at::Tensor used = inputs.index_select(0, torch::tensor(kept));
  std::vector<std::vector<double>> clips;
  std::vector<std::vector<double>> frames;
  for (const FoldModel& fold : state_->folds) {
    frames.push_back(fold.frame_probabilities(used));
    clips.push_back(fold.clip_probabilities(used, frames.back()));
    if (!all_finite(frames.back()) || !all_finite(clips.back())) {
      throw Error(Code::Corrupt, "the model's output is not finite; use another model");
    }
  }
  prediction.clip = evaluation::EnsemblePrediction::of(clips);
  for (std::size_t row = 0; row < kept.size(); ++row) {
    std::vector<std::vector<double>> models;
    for (const std::vector<double>& all : frames) {
      const auto from = all.begin() + static_cast<std::ptrdiff_t>(row * classes);
      models.emplace_back(from, from + static_cast<std::ptrdiff_t>(classes));
    }
    prediction.frames[static_cast<std::size_t>(kept[row])] = evaluation::EnsemblePrediction::of(models);
  }
  return prediction;
}

at::Tensor Predictor::heat(const SeenFrames& frames, int of_class) const {
  if (state_->network) {
    const networks::MobileNetV2& network = *state_->network;
    constexpr std::array<int, 1> kFirst = {FeatureLayout::kBlocks[0]};
    const at::Tensor maps = network.maps(networks::input_of(frames.pictures), kFirst)[0];
    const at::Tensor inside = positions_inside(frames);
    return networks::grad_cam(maps, [&](const at::Tensor& seen) {
      return state_->score(features_from_map(network, seen, inside), of_class);
    });
  }
  const at::Tensor inputs = inputs_of(frames);
  at::Tensor sum;
  for (const FoldModel& fold : state_->folds) {
    const Classifier& classifier = fold.classifier();
    const at::Tensor one = networks::grad_cam(
        classifier.maps(inputs), [&](const at::Tensor& seen) { return column(classifier.from_maps(seen), of_class); });
    sum = sum.defined() ? sum + one : one;
  }
  return sum / static_cast<double>(state_->folds.size());
}

}  // namespace baseline
