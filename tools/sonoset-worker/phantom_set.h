#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "model/clip.h"

namespace worker {

/// Size of odd and broken clips, in px.
inline constexpr int kWidth = 192;
inline constexpr int kHeight = 144;

/// A folder of synthetic clips with their manifest (manifest.yaml) and ground truth (truth.json).
class PhantomSet {
 public:
  /// Creates the folder.
  PhantomSet(std::filesystem::path folder, std::string name, std::string title);

  const std::filesystem::path& folder() const { return folder_; }
  /// Path of a clip's file, in "clips".
  std::filesystem::path file(const std::string& name) const { return folder_ / "clips" / name; }
  /// Adds a clip whose file `name` has been written. `truth`: a non-empty JSON object.
  void add(model::Clip clip, const std::string& name, const std::string& truth);
  /// Adds a JSON object to truth.json that concerns the whole set.
  void describe(const std::string& key, const std::string& json) { general_.emplace_back(key, json); }
  /// Writes manifest.yaml and truth.json.
  void write() const;

  std::size_t size() const { return clips_.size(); }

 private:
  std::filesystem::path folder_;
  std::string name_;
  std::string title_;
  std::vector<model::Clip> clips_;
  std::vector<std::string> truths_;
  std::vector<std::pair<std::string, std::string>> general_;
};

/// A clip with id, source and probe set.
model::Clip phantom_clip(const std::string& id, const std::string& source);

}  // namespace worker
