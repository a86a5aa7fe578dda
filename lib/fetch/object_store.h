#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/digest.h"
#include "base/file.h"

namespace fetch {

/// An object that was copied to a private folder; `settle` moves it to the store.
struct Staged {
  base::Digest digest;
  std::int64_t size_bytes = 0;
  std::filesystem::path file;  ///< empty: it is already in the store
};

/// The folder of immutable objects, named by SHA-256: objects/ab/abcdef….
class ObjectStore {
 public:
  explicit ObjectStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path path_of(const base::Digest& digest) const;
  bool has(const base::Digest& digest) const;

  /// Copies an open file to `stage`. The digest is that of the copy, so that it is right even if the file changes.
  /// Throws Io or Denied.
  Staged stage(int descriptor, const std::filesystem::path& stage) const;
  /// Moves a staged object to its place, read-only. The caller must have synced the file system before.
  void settle(const Staged& staged) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace fetch
