#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "evaluation/auroc.h"
#include "evaluation/measures.h"
#include "evaluation/prediction_table.h"

namespace evaluation {

inline constexpr std::size_t kBins = 15;

/// Sums over rows from which every measure except AUROC follows. The sums of two sets of rows can be added.
struct SufficientStatistics {
  std::size_t classes = 0;
  std::vector<double> sums;  ///< the parts below, concatenated

  explicit SufficientStatistics(std::size_t classes_);
  void add(int label, int decided, std::span<const double> probabilities);
  void add(std::span<const double> other, double weight);

  /// Number of rows with this label and decision.
  double confusion(std::size_t label, std::size_t decided) const { return sums[label * classes + decided]; }
  double rows_in(std::size_t bin) const { return sums[bins() + bin * 3]; }
  double confidence_in(std::size_t bin) const { return sums[bins() + bin * 3 + 1]; }  ///< summed
  double right_in(std::size_t bin) const { return sums[bins() + bin * 3 + 2]; }
  double brier() const { return sums[sums.size() - 2]; }
  double log_loss() const { return sums[sums.size() - 1]; }

 private:
  std::size_t bins() const { return classes * classes; }
};

/// Nothing for NaN, which marks an undefined measure below.
std::optional<double> defined(double value);

/// The rows of one repeat (or fold) at one level, prepared for fast measures under weights of subjects.
class WeightedMeasures {
 public:
  /// `ranks` as in Predictions.
  WeightedMeasures(const PredictionTable& rows, std::size_t subjects, std::vector<int> ranks);

  /// NaN if a measure is undefined: sensitivity of a class without rows, PPV of a class that is never predicted, kappa
  /// of classes without order. A mean over classes is undefined if it is for one of them.
  PerMeasure<double> values(std::span<const int> weights) const;
  SufficientStatistics statistics(std::span<const int> weights) const;

 private:
  std::size_t classes_;
  std::vector<int> ranks_;
  std::vector<SufficientStatistics> statistics_;  // [subjects]
  std::vector<RankedScores> ranked_;              // [classes]
};

}  // namespace evaluation
