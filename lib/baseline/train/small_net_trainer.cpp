#include "baseline/train/small_net_trainer.h"

#include <fmt/format.h>

#include "base/error.h"

namespace baseline {
namespace {

constexpr int kEpochs = 12;
constexpr std::int64_t kBatch = 32;
constexpr double kRate = 4e-3;  // maximum learning rate
constexpr double kWeightDecay = 0.02;
constexpr double kLabelSmoothing = 0.1;
constexpr std::int64_t kMaxClasses = 1000;

at::Tensor scaled(const at::Tensor& bytes) { return bytes.to(at::kFloat) / 127.5 - 1; }

/// Counters of batches in batch norms, which are not used.
bool is_counter(const std::string& name) { return name.ends_with("num_batches_tracked"); }

/// Works in batches: a whole subset at once would take gigabytes.
template <class Work>
at::Tensor in_batches(const at::Tensor& inputs, Work work) {
  const at::NoGradGuard no_gradients;
  std::vector<at::Tensor> results;
  for (std::int64_t from = 0; from < inputs.size(0); from += kBatch) {
    results.push_back(work(scaled(inputs.slice(0, from, std::min(from + kBatch, inputs.size(0))))));
  }
  return at::cat(results);
}

class SmallNetClassifier : public Classifier {
 public:
  explicit SmallNetClassifier(networks::SmallNet network) : network_(std::move(network)) { network_->eval(); }

  at::Tensor logits(const at::Tensor& inputs) const override {
    return in_batches(inputs, [&](const at::Tensor& batch) { return network_->forward(batch); });
  }
  at::Tensor features(const at::Tensor& inputs) const override {
    return in_batches(inputs, [&](const at::Tensor& batch) { return network_->features(batch); });
  }
  at::Tensor maps(const at::Tensor& inputs) const override {
    return in_batches(inputs, [&](const at::Tensor& batch) { return network_->maps(batch); });
  }
  at::Tensor from_maps(const at::Tensor& maps) const override { return network_->from_maps(maps); }
  NamedTensors tensors() const override {
    NamedTensors all;
    for (const auto& item : network_->named_parameters()) all[item.key()] = item.value().detach();
    for (const auto& item : network_->named_buffers()) {
      if (!is_counter(item.key())) all[item.key()] = item.value();
    }
    return all;
  }

 private:
  mutable networks::SmallNet network_;  // torch's modules have no const methods
};

/// One-cycle schedule: the learning rate rises over the first 30% of the steps, then falls to 0 (Smith 2018, arXiv
/// 1803.09820).
double rate_at(std::int64_t step, std::int64_t steps) {
  const double at = static_cast<double>(step) / static_cast<double>(steps);
  const double peak = 0.3;
  return kRate * (at < peak ? 0.5 - 0.5 * std::cos(M_PI * at / peak) + 0.04
                            : 0.5 + 0.5 * std::cos(M_PI * (at - peak) / (1 - peak)));
}

}  // namespace

std::vector<std::string> SmallNetTrainer::settings() const {
  return {fmt::format("{} epochs from scratch with rotation up to {} degrees, shift, mirror, gain and contrast",
                      kEpochs, augmentation_.rotation_deg)};
}

std::shared_ptr<Classifier> SmallNetTrainer::train(const TrainingSubset& subset, std::size_t, std::uint64_t seed,
                                                   const TrainingWatch& watch) const {
  torch::manual_seed(seed);
  networks::SmallNet network(subset.classes());
  network->train();
  torch::optim::AdamW optimiser(network->parameters(), torch::optim::AdamWOptions(kRate).weight_decay(kWeightDecay));
  const at::Tensor labels = subset.labels();
  const at::Tensor weights = subset.weights();
  const std::int64_t rows = subset.inputs.size(0);
  const std::int64_t batches = std::max<std::int64_t>(1, rows / kBatch);
  const auto options =
      torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kNone).label_smoothing(kLabelSmoothing);
  std::int64_t step = 0;
  for (int epoch = 0; epoch < kEpochs; ++epoch) {
    for (const at::Tensor& batch : at::randperm(rows, at::kLong).tensor_split(batches)) {
      for (auto& group : optimiser.param_groups()) group.options().set_lr(rate_at(step, kEpochs * batches));
      const at::Tensor pictures = augmented(scaled(subset.inputs.index_select(0, batch)), augmentation_);
      const at::Tensor losses =
          torch::nn::functional::cross_entropy(network->forward(pictures), labels.index_select(0, batch), options);
      const at::Tensor loss = (losses * weights.index_select(0, batch)).mean();
      optimiser.zero_grad();
      loss.backward();
      optimiser.step();
      watch(++step, kEpochs * batches, loss.item<double>());
    }
  }
  return std::make_shared<SmallNetClassifier>(std::move(network));
}

std::shared_ptr<Classifier> SmallNetTrainer::load(const NamedTensors& tensors, std::size_t) const {
  const auto must = [&](const std::string& name) {
    const auto found = tensors.find(name);
    if (found != tensors.end()) return found->second;
    throw base::Error(base::Code::Corrupt, fmt::format("the model has no tensor '{}'", name));
  };
  const auto fill = [&](const std::string& name, at::Tensor& tensor) {
    const at::Tensor values = must(name);
    if (values.sizes() != tensor.sizes()) {
      throw base::Error(base::Code::Corrupt, fmt::format("the model's tensor '{}' has the wrong shape", name));
    }
    tensor.copy_(values);
  };
  const at::NoGradGuard no_gradients;
  const std::int64_t classes = must("head.classes.bias").numel();
  if (classes < 2 || classes > kMaxClasses) {
    throw base::Error(base::Code::Corrupt,
                      fmt::format("the model has {} classes; the limits are 2 to {}", classes, kMaxClasses));
  }
  networks::SmallNet network(static_cast<int>(classes));
  for (auto& item : network->named_parameters()) fill(item.key(), item.value());
  for (auto& item : network->named_buffers()) {
    if (!is_counter(item.key())) fill(item.key(), item.value());
  }
  return std::make_shared<SmallNetClassifier>(std::move(network));
}

}  // namespace baseline
