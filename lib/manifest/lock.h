#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace manifest {

/// A file that was fetched from one place.
struct LockEntry {
  std::string from;  ///< the URL or path, as written in the manifest
  base::Digest sha256;
  std::int64_t size = 0;  ///< bytes
  std::string by = {};    ///< "yt-dlp 2023.03.04, format 136"; empty: downloaded directly or copied
  auto operator<=>(const LockEntry&) const = default;
};

/// Which files the clips of a manifest had when they were fetched. Contains no times, so that fetching the same files
/// again gives the same lock. The file is JSON Lines: `{"format":1}`, then for each entry
/// `{"from":"…","sha256":"…","size":123}`, sorted by `from`; `"by":"…"` comes first if a program chose the file.
struct Lock {
  std::vector<LockEntry> entries;  ///< sorted by `from`, unique
  const LockEntry* find(std::string_view from) const;
  bool operator==(const Lock&) const = default;
};

/// Sorts the entries. Throws InvalidInput if one place has two digests.
std::string write_lock(const Lock& lock);
/// Accepts exactly what `write_lock` writes. Otherwise throws InvalidInput with `name` and the line.
Lock parse_lock(std::string_view text, const std::string& name);
/// Throws NotFound, Denied, Io or InvalidInput.
Lock read_lock(const std::filesystem::path& path);

}  // namespace manifest
