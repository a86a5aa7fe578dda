#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"
#include "manifest/problem.h"

namespace manifest {

/// Which network weights are of.
enum class Backbone { MobileNetV2, Vgg16 };
std::string_view to_string(Backbone backbone);
/// The kinds of files that they come in.
enum class WeightsFile { Tflite, Safetensors };
std::string_view to_string(WeightsFile file);

/// A file of weights: what it is, and where it can be had.
struct WeightsEntry {
  std::string name;
  std::string title;
  Backbone backbone = Backbone::MobileNetV2;
  WeightsFile file = WeightsFile::Tflite;
  std::string licence;  ///< SPDX
  std::string source;   ///< in words: a repository at a commit, a paper
  std::string url;
  base::Digest sha256;
  std::int64_t bytes = 0;
  bool operator==(const WeightsEntry&) const = default;
};

struct WeightsRegistry {
  std::vector<WeightsEntry> entries;  ///< by name
  /// Nothing where there is none; valid as long as this.
  const WeightsEntry* find(std::string_view name) const;
};

struct ParsedWeightsRegistry {
  std::optional<WeightsRegistry> registry;  ///< nothing where there are problems
  std::vector<Problem> problems;
};

/// manifests/weights.yaml is an example; manifests/README.md has the keys. Reports every problem, not only the first.
/// `file` is the name that problems carry.
ParsedWeightsRegistry parse_weights_registry(std::string_view text, const std::string& file);

}  // namespace manifest
