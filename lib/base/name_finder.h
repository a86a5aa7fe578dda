#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>

namespace base {

/// Finds files whose names may be written in another Unicode form than they are asked for: "ü" as one code point or as
/// two. Reads each folder once, and only for names beyond ASCII.
class NameFinder {
 public:
  /// `path` below `folder`, as the disk has it: the very name, else one that is the same in NFC. Nothing where there is
  /// none.
  std::optional<std::filesystem::path> find(const std::filesystem::path& folder, const std::filesystem::path& path);

 private:
  using Names = std::map<std::string, std::string>;  ///< as they are, by their NFC
  const Names& names_in(const std::filesystem::path& folder);

  std::map<std::filesystem::path, Names> folders_;
};

}  // namespace base
