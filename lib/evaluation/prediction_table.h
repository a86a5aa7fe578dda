#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "evaluation/measures.h"
#include "evaluation/predictions.h"

namespace evaluation {

/// What the figures of one level are made from: a row a frame or a clip.
struct PredictionTable {
  std::size_t classes = 0;
  std::vector<std::size_t> subjects;  ///< [rows] which one, from 0
  std::vector<int> labels;            ///< [rows]
  std::vector<int> decisions;         ///< [rows]
  std::vector<double> probabilities;  ///< [rows × classes]

  std::size_t rows() const { return labels.size(); }
  std::span<const double> row(std::size_t i) const { return std::span(probabilities).subspan(i * classes, classes); }
};

using SubjectNumbers = std::map<std::string, std::size_t, std::less<>>;

/// Every subject, numbered in the order of the names.
SubjectNumbers number_subjects(const Predictions& predictions);

/// Rows of some clips. A majority that is a tie goes to the class with the larger mean probability.
PredictionTable prediction_table(const std::vector<const ClipPrediction*>& clips, Level level, std::size_t classes,
                                 const SubjectNumbers& subjects);

/// The clips of each repeat, by its number; sorted by clip and fold.
std::map<int, std::vector<const ClipPrediction*>> by_repeat(const Predictions& predictions);

/// Throws InvalidInput, with the clip, where something cannot be evaluated: no class or no clip, a clip without frames,
/// sizes that do not fit each other, a label that is no class, a probability that is none or that do not add up to 1,
/// a clip twice in one fold of a repeat, missing from a repeat, or under another label or subject in another one.
void check(const Predictions& predictions);

}  // namespace evaluation
