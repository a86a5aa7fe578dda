#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/digest.h"
#include "baseline/train/run_options.h"

namespace baseline {

/// What a run's model/model.json says: all that is needed to use the models of its folds.
struct ModelInfo {
  std::string axis;
  std::string taxonomy;  ///< the title of the axis's taxonomy; empty: not known
  std::vector<std::string> classes;
  Network network = Network::Small;
  base::Digest network_digest;  ///< of the frozen network's weights file
  std::string head;
  int folds = 0;  ///< so many models
  base::Digest plan;
};

/// The folder of a run, or its model/ itself, to the latter. Throws NotFound where neither has a model.json.
std::filesystem::path model_folder(const std::filesystem::path& folder);

/// Throws Corrupt where it says what cannot be, Unsupported for another format.
ModelInfo read_model_info(const std::filesystem::path& model_folder);

}  // namespace baseline
