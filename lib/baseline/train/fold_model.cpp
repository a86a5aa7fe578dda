#include "baseline/train/fold_model.h"

#include <fmt/format.h>

#include "base/error.h"
#include "baseline/data/former_names.h"
#include "baseline/train/fold_record.h"
#include "evaluation/calibration.h"
#include "weights/safetensors.h"

namespace baseline {
namespace {

constexpr std::string_view kFrames = "frames/";
constexpr std::string_view kSequence = "sequence/";
constexpr std::string_view kDetector = "ood/";
constexpr std::uintmax_t kMaxModelBytes = std::uintmax_t{256} << 20;

std::vector<double> calibrated(const at::Tensor& logits, double temperature) {
  const at::Tensor rows = at::softmax(logits.to(at::kDouble) / temperature, 1).contiguous();
  return {rows.data_ptr<double>(), rows.data_ptr<double>() + rows.numel()};
}

void put(weights::Safetensors& content, std::string_view prefix, const NamedTensors& tensors) {
  for (const auto& [name, tensor] : tensors) {
    const at::Tensor values = tensor.to(at::kFloat).contiguous();
    const float* data = values.data_ptr<float>();
    content.tensors.push_back({std::string(prefix) + name, values.sizes().vec(), {data, data + values.numel()}});
  }
}

NamedTensors take(const weights::Safetensors& content, std::string_view prefix) {
  NamedTensors tensors;
  for (const weights::Tensor& tensor : content.tensors) {
    if (!tensor.name.starts_with(prefix)) continue;
    tensors[tensor.name.substr(prefix.size())] = torch::tensor(tensor.values).reshape(tensor.shape);
  }
  return tensors;
}

}  // namespace

FoldModel FoldModel::train(const TrainingSubset& subset, const Trainers& trainers,
                           const model::SplitParameters& grouping, std::uint64_t seed, const TrainingWatch& watch) {
  FoldModel model;
  model.selected_ = select(subset, trainers, grouping, seed, watch);
  const Trainer& trainer = *trainers[model.selected_.trainer];
  model.classifier_ = trainer.train(subset, model.selected_.setting, seed, watch);
  if (model.selected_.rule == ClipRule::Sequence) {
    model.sequence_ = trainer.train_all_on_clips(subset)[model.selected_.setting];
  }
  model.detector_ = MahalanobisDetector::of(model.classifier_->features(subset.inputs), subset.weights());
  model.detector_.threshold = model.selected_.ood_threshold;
  return model;
}

std::vector<double> FoldModel::frame_probabilities(const at::Tensor& inputs) const {
  return calibrated(classifier_->logits(inputs), selected_.temperature);
}

std::vector<double> FoldModel::clip_probabilities(const at::Tensor& inputs, std::span<const double> frames) const {
  if (sequence_) {
    return calibrated(sequence_->logits(inputs.mean(0, /*keepdim=*/true)), selected_.sequence_temperature);
  }
  return baseline::clip_probabilities(selected_.rule, frames, frames.size() / static_cast<std::size_t>(inputs.size(0)));
}

double FoldModel::ood_score(const at::Tensor& inputs) const {
  return median(detector_.distances(classifier_->features(inputs))) / detector_.threshold;
}

void FoldModel::write(const std::filesystem::path& file) const {
  weights::Safetensors content;
  put(content, kFrames, classifier_->tensors());
  if (sequence_) put(content, kSequence, sequence_->tensors());
  put(content, kDetector, {{"mean", detector_.mean}, {"precision", detector_.precision}});
  std::ranges::sort(content.tensors, {}, &weights::Tensor::name);
  content.metadata["selected"] = to_json(selected_);
  weights::write_safetensors(file, content);
}

FoldModel FoldModel::read(const std::filesystem::path& file, const Trainers& trainers) {
  const auto broken = [&](std::string_view why) {
    return base::Error(base::Code::Corrupt, fmt::format("'{}' is not a valid model: {}", file.string(), why));
  };
  std::error_code unknown;  // a missing file is reported below
  const std::uintmax_t bytes = std::filesystem::file_size(file, unknown);
  if (!unknown && bytes > kMaxModelBytes) {
    throw broken(fmt::format("it has {} bytes, the maximum is {}", bytes, kMaxModelBytes));
  }
  const weights::Safetensors content = weights::read_safetensors(file);
  FoldModel model;
  try {
    model.selected_ = selected_from_json(content.metadata.at("selected"));
  } catch (const std::exception& error) {
    throw broken(error.what());
  }
  if (model.selected_.trainer >= trainers.size()) throw broken("it was trained with another head");
  const Trainer& trainer = *trainers[model.selected_.trainer];
  model.classifier_ = trainer.load(take(content, kFrames), model.selected_.setting);
  if (model.selected_.rule == ClipRule::Sequence) {
    model.sequence_ = trainer.load(take(content, kSequence), model.selected_.setting);
  }
  NamedTensors detector = take(content, kDetector);
  if (detector.empty()) detector = take(content, former_name(kDetector));
  if (!detector.contains("mean") || !detector.contains("precision"))
    throw broken("its Mahalanobis detector is missing");
  model.detector_ = {detector.at("mean").to(at::kDouble), detector.at("precision").to(at::kDouble),
                     model.selected_.ood_threshold};
  return model;
}

std::vector<evaluation::ClipPrediction> predict(const FoldModel& model, const TestSubset& subset, int repeat,
                                                int fold) {
  std::vector<evaluation::ClipPrediction> predictions;
  std::int64_t row = 0;
  for (std::size_t i = 0; i < subset.samples.clips.size(); ++i) {
    const SampleClip& clip = subset.samples.clips[i];
    const auto frames = static_cast<std::int64_t>(clip.frames.size());
    const at::Tensor inputs = subset.inputs.slice(0, row, row + frames);
    row += frames;
    evaluation::ClipPrediction prediction;
    prediction.clip = clip.unit.clip;
    prediction.subject = clip.person;
    prediction.source = clip.unit.manifest + "/" + clip.unit.source;
    prediction.label = clip.label;
    prediction.fold = fold;
    prediction.repeat = repeat;
    for (const SampleFrame& frame : clip.frames) {
      prediction.pictures.push_back(frame.facts.picture);
      prediction.files.push_back(frame.file);
    }
    prediction.frame_probabilities = model.frame_probabilities(inputs);
    prediction.probabilities = model.clip_probabilities(inputs, prediction.frame_probabilities);
    prediction.ood_score = model.ood_score(inputs);
    predictions.push_back(std::move(prediction));
  }
  return predictions;
}

}  // namespace baseline
