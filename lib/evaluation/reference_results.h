#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evaluation/measures.h"

namespace evaluation {

/// A number that somebody else reported, and which of ours stands beside it.
struct ReferenceFigure {
  std::string name;
  double value = 0;
  Level level = Level::Frame;
  Measure measure = Measure::Accuracy;
  int of_class = kMean;
};

struct ReferenceResults {
  std::string where;  ///< a citation
  std::vector<ReferenceFigure> figures;
  std::vector<std::string> why_different;  ///< sentences
};

/// What POCOVID-Net reported (Born et al. 2020, arXiv 2004.12084v2: five folds on 1,103 frames of 64 videos). Nothing
/// where covid-19 is not among the classes: the numbers are then of another question.
std::optional<ReferenceResults> pocovid_net(const std::vector<std::string>& classes);

}  // namespace evaluation
