#include "baseline/train/head.h"

#include <fmt/format.h>

#include "base/error.h"
#include "baseline/data/standardisation.h"

namespace baseline {
namespace {

/// Segments per clip that heads are fitted to; more add no information.
constexpr std::size_t kSegments = 4;

at::Tensor pick(const at::Tensor& inputs, const Columns& columns) {
  std::vector<at::Tensor> parts;
  for (const auto& [from, to] : columns) parts.push_back(inputs.slice(1, from, to));
  return parts.size() == 1 ? parts[0] : at::cat(parts, 1);
}

/// Preprocessing of a head's inputs: standardisation, and optionally a projection.
struct Scaling : Standardisation {
  at::Tensor projection = {};  ///< [inputs, components]; undefined: none

  at::Tensor apply(const at::Tensor& rows) const {
    const at::Tensor scaled = Standardisation::apply(rows);
    return projection.defined() ? scaled.mm(projection) : scaled;
  }
};

/// The first principal components [inputs, components] of centred rows. The largest entry of each is positive, so that
/// the result is deterministic.
at::Tensor principal_components(const at::Tensor& rows, int components) {
  const at::Tensor covariance = rows.t().mm(rows) / static_cast<double>(rows.size(0));
  const at::Tensor vectors = std::get<1>(at::linalg_eigh(covariance.to(at::kDouble)));
  const std::int64_t count = std::min<std::int64_t>(components, rows.size(1));
  const at::Tensor first = vectors.slice(1, rows.size(1) - count).flip(1);
  const at::Tensor largest = first.gather(0, first.abs().argmax(0, /*keepdim=*/true));
  return (first * largest.sign()).to(at::kFloat).contiguous();
}

class HeadClassifier : public Classifier {
 public:
  HeadClassifier(const HeadRecipe& recipe, Scaling scaling, at::Tensor hidden_weight, at::Tensor hidden_bias,
                 Linear output)
      : columns_(recipe.columns),
        ood_columns_(recipe.ood_columns),
        scaling_(std::move(scaling)),
        hidden_weight_(std::move(hidden_weight)),
        hidden_bias_(std::move(hidden_bias)),
        output_(std::move(output)) {}

  at::Tensor logits(const at::Tensor& inputs) const override {
    at::Tensor rows = scaling_.apply(pick(inputs, columns_));
    if (hidden_weight_.defined()) rows = at::addmm(hidden_bias_, rows, hidden_weight_).relu();
    return output_.logits(rows);
  }

  at::Tensor features(const at::Tensor& inputs) const override { return pick(inputs, ood_columns_); }

  NamedTensors tensors() const override {
    NamedTensors all{{"mean", scaling_.mean},
                     {"scale", scaling_.scale},
                     {"output.weight", output_.weight},
                     {"output.bias", output_.bias}};
    if (scaling_.projection.defined()) all["projection"] = scaling_.projection;
    if (hidden_weight_.defined()) {
      all["hidden.weight"] = hidden_weight_;
      all["hidden.bias"] = hidden_bias_;
    }
    return all;
  }

 private:
  Columns columns_;
  Columns ood_columns_;
  Scaling scaling_;
  at::Tensor hidden_weight_;  // [inputs, hidden]; undefined: no hidden layer
  at::Tensor hidden_bias_;
  Linear output_;
};

/// Trains the hidden and the output layer with AdamW on all rows at once, which is fast for some thousand rows.
std::shared_ptr<Classifier> train_mlp(const HeadRecipe& recipe, const Scaling& scaling, const at::Tensor& rows,
                                      const at::Tensor& labels, const at::Tensor& weights, int classes,
                                      std::uint64_t seed, const TrainingWatch& watch) {
  constexpr int kSteps = 150;
  constexpr double kDropout = 0.5;
  torch::manual_seed(seed);
  torch::nn::Linear hidden(rows.size(1), recipe.hidden);
  torch::nn::Linear output(recipe.hidden, classes);
  std::vector<at::Tensor> parameters = hidden->parameters();
  for (const at::Tensor& parameter : output->parameters()) parameters.push_back(parameter);
  torch::optim::AdamW optimiser(parameters, torch::optim::AdamWOptions(3e-3).weight_decay(0.1));
  for (int step = 0; step < kSteps; ++step) {
    const at::Tensor seen = torch::dropout(torch::relu(hidden(torch::dropout(rows, kDropout, true))), kDropout, true);
    const at::Tensor losses = torch::nn::functional::cross_entropy(
        output(seen), labels,
        torch::nn::functional::CrossEntropyFuncOptions().reduction(torch::kNone).label_smoothing(0.1));
    const at::Tensor loss = (losses * weights).mean();
    optimiser.zero_grad();
    loss.backward();
    optimiser.step();
    watch(step + 1, kSteps, loss.item<double>());
  }
  const auto kept = [](const at::Tensor& tensor) { return tensor.detach().t().contiguous(); };
  return std::make_shared<HeadClassifier>(recipe, scaling, kept(hidden->weight), hidden->bias.detach(),
                                          Linear{kept(output->weight), output->bias.detach()});
}

}  // namespace

std::vector<std::string> HeadTrainer::settings() const {
  if (recipe_.kind == HeadRecipe::Kind::Mlp) {
    return {fmt::format("MLP of {} units on {}", recipe_.hidden, recipe_.features)};
  }
  std::vector<std::string> settings;
  for (const double c : recipe_.c) {
    settings.push_back(recipe_.kind == HeadRecipe::Kind::Logistic
                           ? fmt::format("logistic regression, C {}, on {}", c, recipe_.features)
                           : fmt::format("logistic regression, C {}, on {} principal components of {}", c,
                                         recipe_.components, recipe_.features));
  }
  return settings;
}

std::shared_ptr<Classifier> HeadTrainer::train(const TrainingSubset& subset, std::size_t setting, std::uint64_t seed,
                                               const TrainingWatch& watch) const {
  if (recipe_.kind == HeadRecipe::Kind::Mlp) {
    const at::Tensor rows = pick(subset.inputs, recipe_.columns);
    const Scaling scaling{Standardisation::of(rows)};
    return train_mlp(recipe_, scaling, scaling.apply(rows), subset.labels(), subset.weights(), subset.classes(), seed,
                     watch);
  }
  return fit(subset, {recipe_.c.at(setting)}, kSegments)[0];
}

std::vector<std::shared_ptr<Classifier>> HeadTrainer::train_all(const TrainingSubset& subset, std::uint64_t seed,
                                                                const TrainingWatch& watch) const {
  if (recipe_.kind == HeadRecipe::Kind::Mlp) return Trainer::train_all(subset, seed, watch);
  return fit(subset, recipe_.c, kSegments);
}

std::vector<std::shared_ptr<Classifier>> HeadTrainer::train_all_on_clips(const TrainingSubset& subset) const {
  if (recipe_.kind != HeadRecipe::Kind::Logistic) return {};
  return fit(subset, recipe_.c, 1);
}

std::vector<std::shared_ptr<Classifier>> HeadTrainer::fit(const TrainingSubset& subset, const std::vector<double>& c,
                                                          std::size_t segments) const {
  const at::Tensor rows = pick(subset.inputs, recipe_.columns);
  const bool pca = recipe_.kind == HeadRecipe::Kind::PcaLogistic;
  Scaling scaling{Standardisation::of(rows)};
  if (pca) scaling.projection = principal_components(scaling.apply(rows), recipe_.components);
  const Segments fitted =
      pca ? Segments{subset.inputs, subset.labels(), subset.weights()} : segments_of(subset, segments);
  const at::Tensor inputs = scaling.apply(pick(fitted.inputs, recipe_.columns));
  std::vector<std::shared_ptr<Classifier>> all;
  for (Linear& output : fit_logistic(inputs, fitted.labels, fitted.weights, subset.classes(), c)) {
    all.push_back(std::make_shared<HeadClassifier>(recipe_, scaling, at::Tensor(), at::Tensor(), std::move(output)));
  }
  return all;
}

std::shared_ptr<Classifier> HeadTrainer::load(const NamedTensors& tensors, std::size_t) const {
  const auto find = [&](const std::string& name) {
    const auto found = tensors.find(name);
    return found == tensors.end() ? at::Tensor() : found->second;
  };
  const auto must = [&](const std::string& name) {
    if (const at::Tensor tensor = find(name); tensor.defined()) return tensor;
    throw base::Error(base::Code::Corrupt, fmt::format("the model has no tensor '{}'", name));
  };
  return std::make_shared<HeadClassifier>(recipe_, Scaling{{must("mean"), must("scale")}, find("projection")},
                                          find("hidden.weight"), find("hidden.bias"),
                                          Linear{must("output.weight"), must("output.bias")});
}

}  // namespace baseline
