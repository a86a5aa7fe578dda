#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/list.h"

namespace baseline {

/// Where the inputs of a classifier come from.
enum class Network {
  MobileNetV2,  ///< frozen, with ImageNet weights; heads on its features
  Small         ///< trained from scratch on the pictures
};
std::string_view to_string(Network network);
std::optional<Network> network_from(std::string_view text);

/// What is trained on, and with what.
struct RunOptions {
  std::string split;
  std::vector<std::string> classes;  ///< of the split's axis; empty: all
  std::vector<catalog::Filter> filters;
  Network network = Network::Small;
  std::filesystem::path weights;  ///< of a network that has some
  std::uint64_t seed = 0;
  std::string version;  ///< of this program, for people
};

struct TrainOptions : RunOptions {
  std::string head = "auto";  ///< auto, logistic, reference, mlp: what inner folds choose from
  int repeats = 5;            ///< the first on the split's own folds, the others on folds of other seeds
};

/// What a caller is told while it waits, and asks for.
struct TrainWatch {
  std::function<void(const std::string& unit, std::int64_t done, std::int64_t total, const std::string& note)> progress;
  std::function<bool()> stop;
};

}  // namespace baseline
