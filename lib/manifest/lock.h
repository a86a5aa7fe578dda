#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/digest.h"

namespace manifest {

/// What was fetched from one place.
struct LockEntry {
  std::string from;  ///< the URL, or the path below the manifest's folder, as the manifest has it
  base::Digest sha256;
  std::int64_t size = 0;  ///< bytes
  std::string by = {};    ///< "yt-dlp 2023.03.04, format 136"; empty: the place gave the file itself
  auto operator<=>(const LockEntry&) const = default;
};

/// What a dataset's clips were when they were fetched; no times, so that fetching the same again gives the same file.
/// The file is JSON Lines: `{"format":1}`, then for each entry `{"from":"…","sha256":"…","size":123}`, sorted by
/// `from`; with `"by":"…"` before it where a program chose the file.
struct Lock {
  std::vector<LockEntry> entries;  ///< sorted by `from`, each once
  const LockEntry* find(std::string_view from) const;
  bool operator==(const Lock&) const = default;
};

/// Sorts; throws InvalidInput where one place has two digests.
std::string write_lock(const Lock& lock);
/// Takes exactly what `write_lock` writes. `name` is for messages. Throws InvalidInput with name and line otherwise.
Lock parse_lock(std::string_view text, const std::string& name);
/// Throws NotFound, Denied, Io or InvalidInput.
Lock read_lock(const std::filesystem::path& path);

}  // namespace manifest
