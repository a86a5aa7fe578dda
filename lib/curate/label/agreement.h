#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "curate/dataset.h"
#include "curate/label/agreement_measures.h"

namespace curate {

/// How far the annotators of one axis agree on the clips that at least two of them labelled. The last label of each
/// counts; labels of manifests and curators do not.
struct Agreement {
  std::string axis;
  std::vector<std::string> annotators;  ///< those who labelled such a clip, sorted
  std::int64_t clips = 0;               ///< that at least two labelled
  std::int64_t unanimous = 0;           ///< of them, with one value
  std::string measure;                  ///< "Cohen's kappa" for two annotators, else "Krippendorff's alpha"
  Level level = Level::Nominal;         ///< Ordinal: kappa is weighted by squared distances
  std::optional<double> value;          ///< of the measure; empty if it is undefined: all values are the same
};

/// "Cohen's kappa, quadratic weights"
std::string measure_text(const Agreement& agreement);

/// "diagnosis: Cohen's kappa 0.62; 2 annotators (ann, bob), 31 clips, 25 of them unanimous"
std::string text_of(const Agreement& agreement);

/// By axis; only axes on which at least two annotators labelled the same clip. An axis is ordinal if it is in the
/// taxonomy of the first manifest that has it.
std::vector<Agreement> agreement(Dataset& dataset);

}  // namespace curate
