#pragma once

#include <ATen/core/Tensor.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <vector>

#include "baseline/data/frame_view.h"
#include "baseline/predict/model_info.h"
#include "evaluation/ensemble_prediction.h"

namespace baseline {

/// The prediction of a run's models for one clip.
struct Prediction {
  /// Median over the models of FoldModel::ood_score; the clip is refused if it exceeds 1.
  double ood_score = 0;
  std::vector<double> frame_ood_scores;  ///< [frames] the score of each single frame
  /// From the frames that are in distribution; nothing if the clip is refused.
  std::optional<evaluation::EnsemblePrediction> clip;
  /// [frames] nothing for frames out of distribution, and for all frames of a refused clip.
  std::vector<std::optional<evaluation::EnsemblePrediction>> frames;

  bool refused() const { return !clip; }
};

/// The models of a finished run, one per fold, as an ensemble: predictions are means of their calibrated probabilities.
class Predictor {
 public:
  /// `folder`: a run's folder or its model/. `weights`: the frozen network's weights, ignored if the model needs none.
  /// Models are untrusted. Throws Corrupt for models that are invalid or do not match each other, InvalidInput for
  /// weights other than those it was trained with, NotFound.
  static Predictor open(const std::filesystem::path& folder, const std::filesystem::path& weights);
  Predictor(Predictor&&) noexcept;
  Predictor& operator=(Predictor&&) noexcept;
  ~Predictor();

  const ModelInfo& info() const;
  /// [frames, …] inputs of the models.
  at::Tensor inputs_of(const SeenFrames& frames) const;
  /// `batches`: the frames of one clip, in any number of batches of `inputs_of`. Throws Corrupt if a model's output is
  /// not finite.
  Prediction predict(const std::vector<at::Tensor>& batches) const;
  /// [frames, rows, columns] Grad-CAM heat of `of_class` (grad_cam.h), at least 0, unscaled.
  at::Tensor heat(const SeenFrames& frames, int of_class) const;

 private:
  struct State;
  explicit Predictor(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace baseline
