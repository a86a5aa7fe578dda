#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "evaluation/measures.h"
#include "evaluation/predictions.h"

namespace evaluation {

/// The predictions of one level: one row per frame or clip.
struct PredictionTable {
  std::size_t classes = 0;
  std::vector<std::size_t> subjects;  ///< [rows] numbers from 0
  std::vector<int> labels;            ///< [rows]
  std::vector<int> decisions;         ///< [rows]
  std::vector<double> probabilities;  ///< [rows × classes]

  std::size_t rows() const { return labels.size(); }
  std::span<const double> row(std::size_t i) const { return std::span(probabilities).subspan(i * classes, classes); }
};

using SubjectNumbers = std::map<std::string, std::size_t, std::less<>>;

/// Numbers all subjects in the order of their names.
SubjectNumbers number_subjects(const Predictions& predictions);

/// The rows of some clips. A tied majority goes to the class with the larger mean probability.
PredictionTable prediction_table(const std::vector<const ClipPrediction*>& clips, Level level, std::size_t classes,
                                 const SubjectNumbers& subjects);

/// The clips of each repeat, sorted by clip and fold.
std::map<int, std::vector<const ClipPrediction*>> by_repeat(const Predictions& predictions);

/// Throws InvalidInput, naming the clip, for predictions that cannot be evaluated: no class or no clip; a clip without
/// frames; sizes that do not match; a label that is not a class; invalid probabilities, or ones that do not add up to
/// 1; a clip that is twice in one fold of a repeat, missing from a repeat, or whose label or subject differs between
/// repeats.
void check(const Predictions& predictions);

}  // namespace evaluation
