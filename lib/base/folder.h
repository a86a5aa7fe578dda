#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/descriptor.h"

namespace base {

enum class FileKind { Missing, File, Folder, Link, Other };

struct FileStatus {
  FileKind kind = FileKind::Missing;
  std::int64_t size = 0;  ///< bytes
};

/// A folder whose content may come from anyone. All paths are relative to it, and have neither "." nor ".." in them.
/// Nothing below it is reached through a symbolic link: each part of a path is opened by itself, without following
/// links. Where one is met, functions throw InvalidInput with its path and change nothing; other failures throw as
/// those of base/file.h do.
class Folder {
 public:
  /// `path` itself may be reached through links.
  explicit Folder(std::filesystem::path path);

  const std::filesystem::path& path() const { return path_; }

  /// A path in /proc that leads to this folder, whatever has its name now; only for this process.
  std::filesystem::path held() const;

  /// What is at `name`, whose last part is not followed.
  FileStatus status_of(const std::filesystem::path& name) const;
  FileKind kind_of(const std::filesystem::path& name) const { return status_of(name).kind; }
  /// User id of the owner.
  std::uint32_t owner() const;
  /// Names of what a folder holds, sorted; of this one where `name` is empty.
  std::vector<std::string> names(const std::filesystem::path& name = {}) const;

  /// A folder below this one.
  Folder below(const std::filesystem::path& name) const;
  /// A regular file.
  Descriptor open_to_read(const std::filesystem::path& name) const;
  /// A regular file, made if it is missing; `flags` are open(2)'s, such as O_APPEND.
  Descriptor open_to_write(const std::filesystem::path& name, int flags = 0) const;
  /// A new file, open to read and write; `flags` as above. Throws InvalidInput where something has that name.
  Descriptor create_file(const std::filesystem::path& name, unsigned mode, int flags = 0) const;
  /// Writes a file to a temporary file beside it, synced, then renamed. Throws Denied or Io. A kill may leave the
  /// temporary file: see `remove_partial_files`.
  void write_atomically(const std::filesystem::path& name, std::string_view content) const;

  /// Makes a hard link to an open file. False if that is not possible, for example on another file system.
  bool link(const Descriptor& file, const std::filesystem::path& name) const;

  /// Makes one folder. False if something has that name.
  bool make_folder(const std::filesystem::path& name, unsigned mode) const;
  /// Makes a folder and those above it, where they are missing.
  void make_folders(const std::filesystem::path& name) const;
  /// Replaces what is at `to`, as rename(2) does.
  void rename(const std::filesystem::path& from, const std::filesystem::path& to) const;
  /// The same from this folder to another.
  void move(const std::filesystem::path& from, const Folder& to_folder, const std::filesystem::path& to) const;
  /// Moves a folder to where another may be, which then takes its place.
  void exchange(const std::filesystem::path& from, const std::filesystem::path& to) const;
  /// Removes a file or a link itself. False where there is none.
  bool remove_file(const std::filesystem::path& name) const;
  /// Removes a folder if it is empty; false if it is not, or not there.
  bool remove_empty_folder(const std::filesystem::path& name) const;
  /// Removes what killed write_atomically calls left in a folder that no other process writes to; in this one where
  /// `name` is empty.
  void remove_partial_files(const std::filesystem::path& name = {}) const;
  /// Removes whatever is at `name` with all below it; links themselves, never what they point to.
  void remove_all(const std::filesystem::path& name) const;

 private:
  Folder(std::filesystem::path path, Descriptor folder) : path_(std::move(path)), folder_(std::move(folder)) {}
  Descriptor open_folder(const std::filesystem::path& name) const;
  Descriptor open_parent(const std::filesystem::path& name) const;
  Descriptor open_file(const std::filesystem::path& name, int flags, unsigned mode) const;

  std::filesystem::path path_;
  Descriptor folder_;
};

}  // namespace base
