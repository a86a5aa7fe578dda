#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "model/clip.h"
#include "model/picture.h"

namespace worker {

/// What `phantom` makes; the defaults make a demonstration in seconds.
struct PhantomOptions {
  std::filesystem::path out;
  std::string kind = "dataset";
  int subjects = 12;
  int clips = 24;
  std::int64_t milliseconds = 2000;  ///< length of a clip
  int width = 320;
  int height = 240;
  std::uint64_t seed = 1;
};

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

/// Clips of several subjects, states, devices and containers.
void make_dataset(PhantomSet& set, const PhantomOptions& options);
/// Files that are unusual and right.
void make_odd(PhantomSet& set, const PhantomOptions& options);
/// Files that cannot be read whole, or are not what they say.
void make_broken(PhantomSet& set, const PhantomOptions& options);

}  // namespace worker
