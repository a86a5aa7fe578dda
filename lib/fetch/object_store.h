#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/digest.h"
#include "base/file.h"

namespace fetch {

/// An object that has been brought in: its bytes are ours, but stand in a private folder until `settle`.
struct Staged {
  base::Digest digest;
  std::int64_t size_bytes = 0;
  std::filesystem::path file;  ///< empty: the store had it already
};

/// The folder of immutable objects, each under its SHA-256: objects/ab/abcdef….
class ObjectStore {
 public:
  explicit ObjectStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path path_of(const base::Digest& digest) const;
  bool has(const base::Digest& digest) const;

  /// Copies an open file to `stage`, and says what came: the digest is of the copy, so a file that changes meanwhile
  /// cannot lie. Throws Io or Denied.
  Staged stage(int descriptor, const std::filesystem::path& stage) const;
  /// Moves a staged object to its place, read-only. The caller has synced the file system in between.
  void settle(const Staged& staged) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace fetch
