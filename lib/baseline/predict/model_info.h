#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/digest.h"
#include "baseline/train/run_options.h"

namespace baseline {

/// model/model.json of a run: everything needed to use the models of its folds.
struct ModelInfo {
  std::string axis;
  std::string taxonomy;  ///< title of the axis's taxonomy; empty if unknown
  std::vector<std::string> classes;
  Network network = Network::Small;
  base::Digest network_digest;  ///< of the frozen network's weights file
  std::string head;
  int folds = 0;                         ///< number of models
  model::View view = model::View::Crop;  ///< of the frames that it was trained on
  bool sectors = false;                  ///< whether these were cropped to, or looked at by, their sectors
  base::Digest plan;
};

/// The folder with model.json: `folder` itself or its model/. Throws NotFound if neither has one.
std::filesystem::path model_folder(const std::filesystem::path& folder);

/// Throws Corrupt for invalid values, Unsupported for another format.
ModelInfo read_model_info(const std::filesystem::path& model_folder);

}  // namespace baseline
