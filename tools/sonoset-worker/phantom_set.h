#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "model/clip.h"

namespace worker {

/// The size of odd and of broken clips, px.
inline constexpr int kWidth = 192;
inline constexpr int kHeight = 144;

/// A folder of made clips, with `manifest.yaml`, which names them, and `truth.json`, which says what is true of them.
class PhantomSet {
 public:
  /// Makes the folder.
  PhantomSet(std::filesystem::path folder, std::string name, std::string title);

  const std::filesystem::path& folder() const { return folder_; }
  /// Where a clip's file goes: below "clips".
  std::filesystem::path file(const std::string& name) const { return folder_ / "clips" / name; }
  /// After its file (`name`) was written. `truth` is one JSON object, not empty.
  void add(model::Clip clip, const std::string& name, const std::string& truth);
  /// A part of truth.json for the whole set: one JSON object.
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

/// A clip as phantom sets name it; the rest is the caller's.
model::Clip phantom_clip(const std::string& id, const std::string& source);

}  // namespace worker
