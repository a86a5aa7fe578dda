#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/digest.h"
#include "base/file.h"
#include "base/folder.h"

namespace fetch {

/// An object that was copied to a private folder; `settle` moves it to the store.
struct Staged {
  base::Digest digest;
  std::int64_t size_bytes = 0;
  std::filesystem::path file;  ///< empty: it is already in the store
};

/// The folder of immutable objects, named by SHA-256: objects/ab/abcdef…. Links below its parent are not followed.
class ObjectStore {
 public:
  explicit ObjectStore(std::filesystem::path folder) : folder_(std::move(folder)) {}

  std::filesystem::path path_of(const base::Digest& digest) const;
  /// Whether there is a file of this name.
  bool has(const base::Digest& digest) const;
  /// Opens an object for reading and compares its bytes with its name. Throws NotFound, or Corrupt if they differ.
  base::Descriptor open(const base::Digest& digest) const;

  /// Copies an open file to `stage`. The digest is that of the copy, so that it is right even if the file changes.
  /// Throws Io or Denied.
  Staged stage(int descriptor, const std::filesystem::path& stage) const;
  /// Removes the file of a staged object.
  static void drop(const Staged& staged);
  /// Moves a staged object, whose file is below the same parent, to its place, read-only. The caller must have synced
  /// the file system before.
  void settle(const Staged& staged) const;

 private:
  base::Folder parent() const { return base::Folder(base::folder_of(folder_)); }

  std::filesystem::path folder_;
};

}  // namespace fetch
