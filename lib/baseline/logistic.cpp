#include "baseline/logistic.h"

namespace baseline {
namespace {

/// Mean loss with the penalty, and its gradient, for parameters [inputs + 1, classes] whose last row is the bias.
class Objective {
 public:
  Objective(const at::Tensor& inputs, const at::Tensor& labels, const at::Tensor& weights, int classes, double c)
      : inputs_(inputs),
        weights_(weights.unsqueeze(1)),
        targets_(at::one_hot(labels, classes).to(at::kFloat)),
        rows_(static_cast<double>(inputs.size(0))),
        penalty_(1 / (c * rows_)) {}

  at::Tensor operator()(const at::Tensor& parameters, at::Tensor& gradient) const {
    const at::Tensor weight = parameters.slice(0, 0, -1);
    const at::Tensor log_probabilities = at::log_softmax(at::addmm(parameters[-1], inputs_, weight), 1);
    const at::Tensor loss = -(weights_ * targets_ * log_probabilities).sum() / rows_;
    const at::Tensor errors = weights_ * (log_probabilities.exp() - targets_) / rows_;
    gradient.slice(0, 0, -1).copy_(inputs_.t().mm(errors)).add_(weight, penalty_);
    gradient[-1].copy_(errors.sum(0));
    return loss + weight.square().sum() * (penalty_ / 2);
  }

 private:
  at::Tensor inputs_;
  at::Tensor weights_;
  at::Tensor targets_;
  double rows_;
  double penalty_;
};

}  // namespace

at::Tensor Linear::logits(const at::Tensor& inputs) const { return at::addmm(bias, inputs, weight); }

Linear fit_logistic(const at::Tensor& inputs, const at::Tensor& labels, const at::Tensor& weights, int classes,
                    const LogisticOptions& options, const Linear* start) {
  const Objective objective(inputs, labels, weights, classes, options.c);
  at::Tensor parameters = start != nullptr ? at::cat({start->weight, start->bias.unsqueeze(0)})
                                           : at::zeros({inputs.size(1) + 1, classes}, at::kFloat);
  parameters.mutable_grad() = at::zeros_like(parameters);
  torch::optim::LBFGS optimiser({parameters}, torch::optim::LBFGSOptions(1)
                                                  .max_iter(options.iterations)
                                                  .max_eval(options.iterations * 2)
                                                  .history_size(10)
                                                  .tolerance_grad(options.tolerance)
                                                  .tolerance_change(1e-9)
                                                  .line_search_fn("strong_wolfe"));
  optimiser.step([&] {
    at::Tensor gradient = parameters.grad();
    return objective(parameters, gradient);
  });
  return {parameters.slice(0, 0, -1).clone(), parameters[-1].clone()};
}

}  // namespace baseline
