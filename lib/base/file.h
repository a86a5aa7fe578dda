#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "base/descriptor.h"

namespace base {

/// Opens a regular file for reading, close-on-exec. Throws NotFound, Denied, Io, or InvalidInput for a folder, pipe or
/// device, without blocking.
Descriptor open_to_read(const std::filesystem::path& path);

/// The contents of a file. Throws InvalidInput if it is larger than `most` bytes.
std::string read_text(const std::filesystem::path& path, std::size_t most = std::size_t{256} << 20);

/// Folder::write_atomically of base/folder.h for any path.
void write_atomically(const std::filesystem::path& path, std::string_view content);

/// Appends a line, or several, to a file; a last line without line feed gets one first. The file is rewritten
/// and replaced atomically, so that a kill leaves no partial line. Throws Denied or Io; then the file is unchanged.
void append_line(const std::filesystem::path& path, std::string_view line);

/// Copies `from` to `to`, which must not exist; shares blocks if the file system can. Throws Denied or Io.
void copy_file(int from, const std::filesystem::path& to);
/// The same to an empty file that is open to write; `name` is for messages.
void copy_content(int from, int to, const std::string& name);
/// Lets an empty file that is open to write share the blocks of another. False if the file system cannot.
bool share_blocks(int from, int to);

/// The folder of `path`; "." for a bare name, whose parent_path() is empty.
std::filesystem::path folder_of(const std::filesystem::path& path);

/// Whether no part of the relative `path` (without "..") below `root` is a link, so that it stays below `root`. Parts
/// that do not exist are not links. Fast, for millions of paths.
bool is_without_links(const std::filesystem::path& root, std::string_view path);

/// Whether `path` stays below `root` when links are followed. Parts that do not exist are not links. `root` must be
/// canonical (without links). Sets `error` and returns false if the path cannot be followed.
bool stays_below(const std::filesystem::path& root, const std::filesystem::path& path, std::error_code& error);
/// The same for any of several folders, which need not be canonical or exist.
bool stays_below_any(const std::vector<std::filesystem::path>& roots, const std::filesystem::path& path);

/// Asks the system to begin writing what the file has to the disk, so that a later sync takes less time. Never fails.
void start_writeback(int descriptor);

/// Syncs the file system that holds `folder`.
void sync_file_system(const std::filesystem::path& folder);

/// Creates a private folder below `parent`; the destructor removes it with its contents.
class PrivateFolder {
 public:
  explicit PrivateFolder(const std::filesystem::path& parent);
  ~PrivateFolder();
  PrivateFolder(PrivateFolder&& other) noexcept;
  PrivateFolder& operator=(PrivateFolder&&) = delete;
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// An advisory lock on a file, held until destruction. The file names the holder.
class FileLock {
 public:
  /// Throws Denied, naming the holder, if another process holds it.
  explicit FileLock(const std::filesystem::path& path);
  /// Whether a process holds the lock. False if the file does not exist.
  static bool is_held(const std::filesystem::path& path);

 private:
  Descriptor file_;
};

}  // namespace base
