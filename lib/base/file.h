#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

namespace base {

/// Owns a file descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int descriptor) : descriptor_(descriptor) {}
  ~Descriptor() { reset(); }
  Descriptor(Descriptor&& other) noexcept : descriptor_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;

  int get() const { return descriptor_; }
  explicit operator bool() const { return descriptor_ >= 0; }
  int release();
  void reset();

 private:
  int descriptor_ = -1;
};

/// A regular file, open to read and closed on exec. Throws NotFound, Denied, Io, or InvalidInput where the path is a
/// folder, a pipe or a device: opening one of these must not hang or read for ever.
Descriptor open_to_read(const std::filesystem::path& path);

/// How long an open file is. Throws Io.
std::int64_t size_of(int descriptor, const std::string& name);

/// Reads from `offset` on until `size` bytes are there or the file ends; returns how many there are. Throws Io.
std::size_t read_at(int descriptor, std::int64_t offset, void* to, std::size_t size, const std::string& name);

/// The whole file. Throws InvalidInput where it is larger than `most` bytes.
std::string read_text(const std::filesystem::path& path, std::size_t most = std::size_t{256} << 20);

/// The content stands under `path` whole or not at all: written beside it, synced, renamed. Throws Denied or Io. A kill
/// may leave the file beside it: see `remove_partial_files`.
void write_atomically(const std::filesystem::path& path, std::string_view content);

/// Removes what killed calls of write_atomically left in a folder; nobody else may be writing there.
void remove_partial_files(const std::filesystem::path& folder);

/// One whole line at the end of a file, synced. Throws Denied or Io.
void append_line(const std::filesystem::path& path, std::string_view line);

/// Writes everything, in as many calls as it takes. Throws Io.
void write_all(int descriptor, std::string_view content, const std::string& name);

/// A copy of `from` at `to`, which must not exist: shares blocks where the file system can, else copies. Throws.
void copy_file(int from, const std::filesystem::path& to);

/// A new file at `to` with `size` bytes of `from` from `offset` on. Throws Corrupt where they are not there.
void copy_range(int from, std::int64_t offset, std::int64_t size, const std::filesystem::path& to, unsigned mode);

/// The folder that `path` stands in; "." for a name alone, whose parent_path() is empty.
std::filesystem::path folder_of(const std::filesystem::path& path);

/// Whether no part of a plain relative `path` (without "..") below `root` is a link; what is not there yet is none.
/// Then it stays below `root`. Quick: one look a part, for millions of paths.
bool is_without_links(const std::filesystem::path& root, std::string_view path);

/// Whether `path` below `root` stays there when all links on the way are followed; what is not there yet counts as no
/// link. `root` is canonical: without links itself. `error`, and false, where the way cannot be followed.
bool stays_below(const std::filesystem::path& root, const std::filesystem::path& path, std::error_code& error);
/// The same of any of several folders that need not be canonical; false for those that are not there.
bool stays_below_any(const std::vector<std::filesystem::path>& roots, const std::filesystem::path& path);

/// Brings to disk all that was written to the file system that holds `folder`.
void sync_file_system(const std::filesystem::path& folder);

/// The folder above a fresh, private folder made below `parent`; removed with what it holds at the end.
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

/// An advisory lock on a file, held until destruction; the file says who holds it. One writer at a time.
class FileLock {
 public:
  /// Throws Denied, with the holder's words, where somebody else holds it.
  explicit FileLock(const std::filesystem::path& path);

 private:
  Descriptor file_;
};

}  // namespace base
