#pragma once

#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

namespace model {

inline constexpr std::size_t kMaxTags = 64;
inline constexpr std::size_t kMaxTagNameBytes = 100;
inline constexpr std::size_t kMaxTagBytes = 500;

/// A line of a file's metadata, as FFmpeg names it: "artist", "com.apple.quicktime.make". It may name a person: only
/// `sonoset show` prints it.
struct FileTag {
  std::string name;
  std::string value;
  bool operator==(const FileTag&) const = default;
};

/// The metadata of a clip's file: of its container, streams, chapters and first picture.
struct FileTags {
  std::vector<FileTag> tags;
  int unread = 0;  ///< how many more there are, or are longer than what was kept of them
  bool operator==(const FileTags&) const = default;
};

/// With the keys "unread" and "tags".
nlohmann::json file_tags_json(const FileTags& tags);
/// Throws InvalidInput for what cannot be stored.
FileTags file_tags_from(const nlohmann::json& value);

}  // namespace model
