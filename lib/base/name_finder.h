#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace base {

/// Finds files whose names may have another Unicode form than the requested name: "ü" as one or two code points. Lists
/// each folder once, and only for non-ASCII names.
class NameFinder {
 public:
  /// `path` below `folder` as it is on disk: the exact name, else one with the same NFC. Nothing if there is none.
  std::optional<std::filesystem::path> find(const std::filesystem::path& folder, const std::filesystem::path& path);

 private:
  using Names = std::map<std::string, std::string>;  ///< names on disk, by their NFC
  const Names& names_in(const std::filesystem::path& folder);

  std::map<std::filesystem::path, Names> folders_;
};

}  // namespace base
