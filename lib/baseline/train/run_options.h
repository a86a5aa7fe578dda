#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/list.h"
#include "model/view.h"

namespace baseline {

/// The source of a classifier's inputs.
enum class Network {
  MobileNetV2,  ///< frozen, with ImageNet weights; heads on its features
  Small         ///< trained from scratch on the pictures
};
std::string_view to_string(Network network);
std::optional<Network> network_from(std::string_view text);
/// What a network's features of a frame are taken from: "sector" (MobileNetV2 on View::Masked) or "picture".
std::string_view pooling_of(Network network, model::View view);

/// Data and network of a run.
struct RunOptions {
  std::string split;
  std::vector<std::string> classes;  ///< of the split's axis; empty: all
  std::vector<catalog::Filter> filters;
  Network network = Network::Small;
  std::filesystem::path weights;         ///< of the network; empty if it needs none
  model::View view = model::View::Crop;  ///< crop, masked or polar
  std::uint64_t seed = 0;
  std::string version;  ///< of this program, for reports
};

struct TrainOptions : RunOptions {
  std::string head = "auto";  ///< auto, logistic, reference, mlp: the candidates for selection on inner folds
  int repeats = 5;            ///< the first on the split's own folds, the others on folds of other seeds
};

/// Progress and interruption of a run.
struct TrainWatch {
  std::function<void(const std::string& unit, std::int64_t done, std::int64_t total, const std::string& note)> progress;
  std::function<bool()> stop;
};

}  // namespace baseline
