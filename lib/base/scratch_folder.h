#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/folder.h"

namespace base {

/// $TMPDIR, or /tmp if it is not set. Throws NotFound if it is not a folder.
std::filesystem::path temporary_root();

/// A private folder with a random name, PREFIX-XXXXXX, in a place where others may write; the destructor removes it.
/// What killed processes of this user left under the same prefix is removed first. Nothing that another user made is
/// taken over or removed, and what is written through `folder` stays in this folder even if its name is taken away.
class ScratchFolder {
 public:
  enum class Others { Allowed, Refused };
  /// Throws Denied if `others` are refused and another process of this user has such a folder.
  ScratchFolder(const std::filesystem::path& parent, const std::string& prefix, Others others = Others::Allowed);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const Folder& folder() const { return *folder_; }
  const std::filesystem::path& path() const { return folder_->path(); }
  /// Moves what is at `name` in this folder to `to` beside this folder, where nothing, an empty folder or, for a file,
  /// another file may be.
  void move_beside(const std::filesystem::path& name, const std::filesystem::path& to) const;

 private:
  void make(const std::string& name);

  Folder parent_;
  std::optional<Folder> folder_;
  Descriptor lock_;  ///< locked while this folder is in use
};

}  // namespace base
