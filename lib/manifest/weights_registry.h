#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "manifest/problem.h"

namespace manifest {

/// The network that weights are for.
enum class Backbone { MobileNetV2, Vgg16 };
std::string_view to_string(Backbone backbone);
/// The file format of weights.
enum class WeightsFile { Tflite, Safetensors };
std::string_view to_string(WeightsFile file);

/// A file of weights and its address.
struct WeightsEntry {
  std::string name;
  std::string title;
  Backbone backbone = Backbone::MobileNetV2;
  WeightsFile file = WeightsFile::Tflite;
  std::string licence;  ///< SPDX
  std::string source;   ///< for people: a repository and commit, or a paper
  std::string url;
  base::Digest sha256;
  std::int64_t bytes = 0;
  bool operator==(const WeightsEntry&) const = default;
};

struct WeightsRegistry {
  std::vector<WeightsEntry> entries;  ///< by name
  /// Null if there is none; valid as long as this object.
  const WeightsEntry* find(std::string_view name) const;
};

struct ParsedWeightsRegistry {
  std::optional<WeightsRegistry> registry;  ///< nothing where there are problems
  std::vector<Problem> problems;
};

/// Parses a registry such as manifests/weights.yaml; manifests/README.md lists the keys. Reports every problem, not
/// only the first. `file` is the file name in problems.
ParsedWeightsRegistry parse_weights_registry(std::string_view text, const std::string& file);

}  // namespace manifest
