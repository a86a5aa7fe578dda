#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace evaluation {

/// The unit of evaluation: single frames, or clips ("video") by the rule selected on inner folds, by the mean of the
/// frames' probabilities, or by the majority of the frames.
enum class Level { Frame, Video, VideoMean, VideoMajority };
inline constexpr std::array kLevels = {Level::Frame, Level::Video, Level::VideoMean, Level::VideoMajority};
/// frame, video, video_mean, video_majority: the keys of metrics.json.
std::string_view to_string(Level level);

/// Five measures of all rows, then five of one class against the rest, which also have a mean over classes.
///
/// Ece: expected calibration error of the largest probability, 15 bins of equal width (Naeini et al. 2015; Guo et al.
/// 2017). Brier: squared distance to the label, summed over classes, 0 to 2 (Brier 1950). LogLoss: natural logarithm,
/// probabilities clipped at 1e-15. Auroc: ties count half (Mann and Whitney 1947). F1: 2 TP / (2 TP + FP + FN).
/// QuadraticKappa: Cohen's weighted kappa (Psychological Bulletin 70, 1968) with squared distances between the classes'
/// ranks as weights, as scikit-learn's cohen_kappa_score(weights="quadratic"); for ordinal classes only.
enum class Measure { Accuracy, QuadraticKappa, Ece, Brier, LogLoss, Sensitivity, Specificity, Ppv, F1, Auroc };
inline constexpr std::array kMeasures = {
    Measure::Accuracy,    Measure::QuadraticKappa, Measure::Ece, Measure::Brier, Measure::LogLoss,
    Measure::Sensitivity, Measure::Specificity,    Measure::Ppv, Measure::F1,    Measure::Auroc};
std::string_view to_string(Measure measure);
constexpr bool is_per_class(Measure measure) { return measure >= Measure::Sensitivity; }

/// Instead of a class: the mean over all classes. The mean of Sensitivity is the balanced accuracy.
inline constexpr int kMean = -1;

/// A T for each measure, and for each class if the measure is per class.
template <class T>
class PerMeasure {
 public:
  PerMeasure() = default;
  explicit PerMeasure(int classes) : classes_(classes), items_(index(Measure::Auroc, classes - 1) + 1) {}

  T& at(Measure measure, int of_class = kMean) { return items_[index(measure, of_class)]; }
  const T& at(Measure measure, int of_class = kMean) const { return items_[index(measure, of_class)]; }
  /// In the same order for the same number of classes.
  std::vector<T>& items() { return items_; }
  const std::vector<T>& items() const { return items_; }
  int classes() const { return classes_; }

 private:
  std::size_t index(Measure measure, int of_class) const {
    const auto number = static_cast<std::size_t>(measure);
    constexpr auto kFirst = static_cast<std::size_t>(Measure::Sensitivity);
    if (number < kFirst) return number;
    return kFirst + (number - kFirst) * static_cast<std::size_t>(classes_ + 1) + static_cast<std::size_t>(of_class + 1);
  }

  int classes_ = 0;
  std::vector<T> items_;
};

}  // namespace evaluation
