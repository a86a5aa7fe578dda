#include "baseline/train/logistic.h"

namespace baseline {
namespace {

constexpr int kIterations = 300;
constexpr double kTolerance = 1e-6;  // of the largest gradient of the mean loss

/// Mean loss and its gradient, for parameters [inputs + 1, classes] whose last row is the bias.
class Objective {
 public:
  Objective(at::Tensor inputs, const at::Tensor& labels, const at::Tensor& weights, int classes)
      : inputs_(std::move(inputs)),
        weights_(weights.to(at::kDouble).unsqueeze(1) / static_cast<double>(labels.size(0))),
        targets_(at::one_hot(labels, classes).to(at::kDouble)) {}

  at::Tensor operator()(const at::Tensor& parameters, double penalty, at::Tensor& gradient) const {
    const at::Tensor weight = parameters.slice(0, 0, -1);
    const at::Tensor log_probabilities = at::log_softmax(at::addmm(parameters[-1], inputs_, weight), 1);
    const at::Tensor loss = -(weights_ * targets_ * log_probabilities).sum();
    const at::Tensor errors = weights_ * (log_probabilities.exp() - targets_);
    gradient.slice(0, 0, -1).copy_(inputs_.t().mm(errors)).add_(weight, penalty);
    gradient[-1].copy_(errors.sum(0));
    return loss + weight.square().sum() * (penalty / 2);
  }

  at::Tensor zeros() const { return at::zeros({inputs_.size(1) + 1, targets_.size(1)}, at::kDouble); }
  double rows() const { return static_cast<double>(inputs_.size(0)); }

 private:
  at::Tensor inputs_;
  at::Tensor weights_;
  at::Tensor targets_;
};

void minimise(const Objective& objective, double c, at::Tensor& parameters) {
  torch::optim::LBFGS optimiser({parameters}, torch::optim::LBFGSOptions(1)
                                                  .max_iter(kIterations)
                                                  .max_eval(kIterations * 2)
                                                  .history_size(20)
                                                  .tolerance_grad(kTolerance)
                                                  .tolerance_change(1e-10)
                                                  .line_search_fn("strong_wolfe"));
  optimiser.step([&] {
    at::Tensor gradient = parameters.grad();
    return objective(parameters, 1 / (c * objective.rows()), gradient);
  });
}

}  // namespace

RowSpace RowSpace::of(const at::Tensor& inputs) {
  const auto [values, vectors] = at::linalg_eigh(inputs.mm(inputs.t()));
  const double least = values.max().item<double>() * 1e-12;
  const at::Tensor kept = at::nonzero(values > least).squeeze(1);
  const at::Tensor scale = values.index_select(0, kept).sqrt();
  const at::Tensor basis = vectors.index_select(1, kept);
  return {basis * scale, inputs.t().mm(basis / scale)};
}

at::Tensor Linear::logits(const at::Tensor& inputs) const { return at::addmm(bias, inputs, weight); }

std::vector<Linear> fit_logistic(const at::Tensor& inputs, const at::Tensor& labels, const at::Tensor& weights,
                                 int classes, std::span<const double> c) {
  const at::Tensor rows = inputs.to(at::kDouble);
  const bool few = rows.size(0) < rows.size(1);
  const RowSpace space = few ? RowSpace::of(rows) : RowSpace{rows, at::Tensor()};
  const Objective objective(space.coordinates, labels, weights, classes);
  at::Tensor parameters = objective.zeros();
  parameters.mutable_grad() = at::zeros_like(parameters);
  std::vector<Linear> fitted;
  for (const double strength : c) {
    minimise(objective, strength, parameters);
    const at::Tensor weight = parameters.slice(0, 0, -1);
    fitted.push_back({(few ? space.directions.mm(weight) : weight).to(at::kFloat).contiguous().clone(),
                      parameters[-1].to(at::kFloat).clone()});
  }
  return fitted;
}

}  // namespace baseline
