#pragma once

#include <optional>
#include <string>
#include <vector>

#include "evaluation/measures.h"

namespace evaluation {

/// A published figure and the metric it is compared with.
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

/// Results of POCOVID-Net (Born et al. 2020, arXiv 2004.12084v2: five folds on 1,103 frames of 64 videos). Nothing if
/// covid-19 is not one of the classes.
std::optional<ReferenceResults> pocovid_net(const std::vector<std::string>& classes);

}  // namespace evaluation
