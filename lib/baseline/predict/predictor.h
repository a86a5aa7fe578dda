#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "baseline/predict/model_info.h"
#include "evaluation/ensemble_prediction.h"
#include "model/picture.h"

namespace baseline {

/// What a run's models say of one clip.
struct Prediction {
  /// Median over the models of FoldModel::ood_score; over 1: the clip is not of the kind they were trained on.
  double ood_score = 0;
  std::vector<double> frame_ood_scores;  ///< [frames] the same of each frame by itself
  std::optional<evaluation::EnsemblePrediction>
      clip;  ///< from the frames that have an ensemble prediction; nothing: refused
  /// [frames] nothing where the frame by itself is not of the kind, and everywhere where the clip is refused.
  std::vector<std::optional<evaluation::EnsemblePrediction>> frames;

  bool refused() const { return !clip; }
};

/// Uses a finished run's models, one a fold, together: predictions are means of their calibrated probabilities.
class Predictor {
 public:
  /// `folder` is a run's or its model/. `weights`: the file of the frozen network's weights; not looked at where the
  /// model needs none. Files of models are from outside: throws Corrupt for those that do not fit each other,
  /// InvalidInput for weights of another network than the one it was trained on, NotFound.
  static Predictor open(const std::filesystem::path& folder, const std::filesystem::path& weights);
  Predictor(Predictor&&) noexcept;
  Predictor& operator=(Predictor&&) noexcept;
  ~Predictor();

  const ModelInfo& info() const;
  /// [frames, …] what the models take.
  at::Tensor inputs_of(std::span<const model::Picture> pictures) const;
  /// Of one clip's frames, in any number of batches of `inputs_of`. Throws Corrupt where a model's answer is no number.
  Prediction predict(const std::vector<at::Tensor>& batches) const;
  /// [frames, rows, columns] from 0 on: where in each picture the models see `of_class` (grad_cam.h), in no unit.
  at::Tensor heat(std::span<const model::Picture> pictures, int of_class) const;

 private:
  struct State;
  explicit Predictor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace baseline
