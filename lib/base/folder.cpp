#include "base/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <random>
#include <utility>

#include "base/error.h"

namespace base {
namespace fs = std::filesystem;
namespace {

// A name with this and six hexadecimal digits is a temporary file.
constexpr std::string_view kPartial = ".partial-";
constexpr std::size_t kPartialDigits = 6;
constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;

FileStatus status_at(int folder, const char* name) {
  struct stat status {};
  if (::fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return {};
    throw_errno("cannot stat", name);
  }
  if (S_ISREG(status.st_mode)) return {FileKind::File, status.st_size};
  if (S_ISDIR(status.st_mode)) return {FileKind::Folder, 0};
  return {S_ISLNK(status.st_mode) ? FileKind::Link : FileKind::Other, 0};
}

FileKind kind_at(int folder, const char* name) { return status_at(folder, name).kind; }

// Says what stands in the way of opening `name`; errno is that of the failed call.
[[noreturn]] void refuse(int folder, const fs::path& name, const fs::path& shown, const std::string& what) {
  const int error = errno;
  if (error == ELOOP || error == ENOTDIR) {
    const FileKind kind = kind_at(folder, name.c_str());
    if (kind == FileKind::Link) {
      throw Error(Code::InvalidInput,
                  fmt::format("'{}' is a symbolic link, which is not followed; replace it by what it "
                              "points to, or remove it",
                              shown.string()));
    }
    if (error == ENOTDIR) {
      throw Error(Code::InvalidInput, fmt::format("'{}' is not a folder; move it away", shown.string()));
    }
  }
  errno = error;
  throw_errno(what, shown);
}

void check_plain(const fs::path& name) {
  if (name.empty() || name.is_absolute() ||
      std::ranges::any_of(name, [](const fs::path& part) { return part.empty() || part == "." || part == ".."; })) {
    throw Error(Code::InvalidInput, fmt::format("'{}' is not a plain path below a folder", name.string()));
  }
}

using Directory = std::unique_ptr<DIR, int (*)(DIR*)>;

std::vector<std::string> names_in(Descriptor folder, const fs::path& shown) {
  const Directory directory(::fdopendir(folder.get()), ::closedir);
  if (!directory) throw_errno("cannot read", shown);
  folder.release();
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(directory.get())) {
    const std::string_view name = entry->d_name;
    if (name != "." && name != "..") names.emplace_back(name);
  }
  if (errno != 0) throw_errno("cannot read", shown);
  std::ranges::sort(names);
  return names;
}

// In one call instead of one for each part; nothing if it fails, or the kernel does not have it (before Linux 5.6).
Descriptor open_without_links(int folder, const fs::path& name, int flags) {
  open_how how{};
  how.flags = static_cast<decltype(how.flags)>(flags);
  how.resolve = RESOLVE_NO_SYMLINKS | RESOLVE_BENEATH;
  const char* path = name.empty() ? "." : name.c_str();
  return Descriptor(static_cast<int>(::syscall(SYS_openat2, folder, path, &how, sizeof how)));
}

void remove_at(int folder, const char* name, const fs::path& shown) {
  const FileKind kind = kind_at(folder, name);
  if (kind == FileKind::Missing) return;
  if (kind == FileKind::Folder) {
    const Descriptor inner(::openat(folder, name, kFolderFlags));
    if (!inner) refuse(folder, name, shown, "cannot open");
    for (const std::string& entry : names_in(Descriptor(::openat(inner.get(), ".", kFolderFlags)), shown)) {
      remove_at(inner.get(), entry.c_str(), shown / entry);
    }
  }
  if (::unlinkat(folder, name, kind == FileKind::Folder ? AT_REMOVEDIR : 0) != 0 && errno != ENOENT) {
    throw_errno("cannot remove", shown);
  }
}

}  // namespace

Folder::Folder(fs::path path)
    : path_(std::move(path)), folder_(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)) {
  if (!folder_) throw_errno("cannot open", path_);
}

Descriptor Folder::open_folder(const fs::path& name) const {
  if (Descriptor found = open_without_links(folder_.get(), name, kFolderFlags); found) return found;
  Descriptor folder(::openat(folder_.get(), ".", kFolderFlags));
  if (!folder) throw_errno("cannot open", path_);
  fs::path shown = path_;
  for (const fs::path& part : name) {
    shown /= part;
    Descriptor next(::openat(folder.get(), part.c_str(), kFolderFlags));
    if (!next) refuse(folder.get(), part, shown, "cannot open");
    folder = std::move(next);
  }
  return folder;
}

Descriptor Folder::open_parent(const fs::path& name) const {
  check_plain(name);
  return open_folder(name.parent_path());
}

FileStatus Folder::status_of(const fs::path& name) const {
  check_plain(name);
  if (!name.has_parent_path()) return status_at(folder_.get(), name.c_str());
  return status_at(open_folder(name.parent_path()).get(), name.filename().c_str());
}

fs::path Folder::held() const { return fmt::format("/proc/self/fd/{}", folder_.get()); }

std::uint32_t Folder::owner() const {
  struct stat status {};
  if (::fstat(folder_.get(), &status) != 0) throw_errno("cannot stat", path_);
  return status.st_uid;
}

std::vector<std::string> Folder::names(const fs::path& name) const {
  if (!name.empty()) check_plain(name);
  return names_in(open_folder(name), path_ / name);
}

Folder Folder::below(const fs::path& name) const {
  check_plain(name);
  return Folder(path_ / name, open_folder(name));
}

Descriptor Folder::open_file(const fs::path& name, int flags, unsigned mode) const {
  check_plain(name);
  const int all_flags = flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK;
  Descriptor file;
  if ((flags & O_CREAT) == 0) file = open_without_links(folder_.get(), name, all_flags);
  if (!file) {
    Descriptor inner;
    if (name.has_parent_path()) inner = open_folder(name.parent_path());
    const int parent = inner ? inner.get() : folder_.get();
    file = Descriptor(::openat(parent, name.filename().c_str(), all_flags, mode));
    if (!file) refuse(parent, name.filename(), path_ / name, (flags & O_EXCL) != 0 ? "cannot create" : "cannot open");
  }
  struct stat status {};
  if (::fstat(file.get(), &status) != 0) throw_errno("cannot stat", path_ / name);
  if (!S_ISREG(status.st_mode)) {
    throw Error(Code::InvalidInput, fmt::format("'{}' is not a regular file", (path_ / name).string()));
  }
  return file;
}

Descriptor Folder::open_to_read(const fs::path& name) const { return open_file(name, O_RDONLY, 0); }

Descriptor Folder::open_to_write(const fs::path& name, int flags) const {
  return open_file(name, O_RDWR | O_CREAT | flags, 0666);
}

Descriptor Folder::create_file(const fs::path& name, unsigned mode, int flags) const {
  return open_file(name, O_RDWR | O_CREAT | O_EXCL | flags, mode);
}

void Folder::write_atomically(const fs::path& name, std::string_view content) const {
  const Descriptor parent = open_parent(name);
  const fs::path shown = path_ / name;
  std::random_device random;
  const std::string partial =
      fmt::format("{}{}{:0{}x}", name.filename().string(), kPartial, random() & 0xffffffU, kPartialDigits);
  const Descriptor file(
      ::openat(parent.get(), partial.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0666));
  if (!file) throw_errno("cannot create a temporary file next to", shown);
  struct stat old {};
  const bool replaces = ::fstatat(parent.get(), name.filename().c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
  try {
    write_all(file.get(), content, shown);
    // A file that a group shares stays shared. Best effort: some file systems have no permissions.
    if (replaces && S_ISREG(old.st_mode)) static_cast<void>(::fchmod(file.get(), old.st_mode & 0777));
    if (::fsync(file.get()) != 0) throw_errno("cannot write", shown);
    if (::renameat(parent.get(), partial.c_str(), parent.get(), name.filename().c_str()) != 0) {
      throw_errno("cannot write", shown);
    }
  } catch (...) {
    ::unlinkat(parent.get(), partial.c_str(), 0);
    throw;
  }
  ::fsync(parent.get());
}

bool Folder::link(const Descriptor& file, const fs::path& name) const {
  const Descriptor parent = open_parent(name);
  // The file that was opened, whatever has its name now (open(2), O_TMPFILE).
  const std::string opened = fmt::format("/proc/self/fd/{}", file.get());
  return ::linkat(AT_FDCWD, opened.c_str(), parent.get(), name.filename().c_str(), AT_SYMLINK_FOLLOW) == 0;
}

bool Folder::make_folder(const fs::path& name, unsigned mode) const {
  const Descriptor parent = open_parent(name);
  if (::mkdirat(parent.get(), name.filename().c_str(), mode) == 0) return true;
  if (errno == EEXIST) return false;
  throw_errno("cannot create", path_ / name);
}

void Folder::make_folders(const fs::path& name) const {
  check_plain(name);
  Descriptor folder(::openat(folder_.get(), ".", kFolderFlags));
  fs::path shown = path_;
  for (const fs::path& part : name) {
    shown /= part;
    if (::mkdirat(folder.get(), part.c_str(), 0777) != 0 && errno != EEXIST) throw_errno("cannot make", shown);
    Descriptor next(::openat(folder.get(), part.c_str(), kFolderFlags));
    if (!next) refuse(folder.get(), part, shown, "cannot open");
    folder = std::move(next);
  }
}

void Folder::rename(const fs::path& from, const fs::path& to) const { move(from, *this, to); }

void Folder::move(const fs::path& from, const Folder& to_folder, const fs::path& to) const {
  const Descriptor old_parent = open_parent(from);
  const Descriptor new_parent = to_folder.open_parent(to);
  if (::renameat(old_parent.get(), from.filename().c_str(), new_parent.get(), to.filename().c_str()) != 0) {
    throw_errno("cannot write", to_folder.path_ / to);
  }
}

void Folder::exchange(const fs::path& from, const fs::path& to) const {
  const Descriptor old_parent = open_parent(from);
  const Descriptor new_parent = open_parent(to);
  if (::renameat2(old_parent.get(), from.filename().c_str(), new_parent.get(), to.filename().c_str(),
                  RENAME_EXCHANGE) == 0) {
    return;
  }
  // There is none, or the file system cannot exchange.
  remove_at(new_parent.get(), to.filename().c_str(), path_ / to);
  rename(from, to);
}

bool Folder::remove_file(const fs::path& name) const {
  const Descriptor parent = open_parent(name);
  if (::unlinkat(parent.get(), name.filename().c_str(), 0) == 0) return true;
  if (errno == ENOENT) return false;
  throw_errno("cannot remove", path_ / name);
}

bool Folder::remove_empty_folder(const fs::path& name) const {
  const Descriptor parent = open_parent(name);
  if (::unlinkat(parent.get(), name.filename().c_str(), AT_REMOVEDIR) == 0) return true;
  if (errno == ENOTEMPTY || errno == EEXIST || errno == ENOENT || errno == ENOTDIR) return false;
  throw_errno("cannot remove", path_ / name);
}

void Folder::remove_partial_files(const fs::path& name) const {
  for (const std::string& entry : names(name)) {
    const auto mark = entry.rfind(kPartial);
    const bool partial = mark != std::string::npos && entry.size() == mark + kPartial.size() + kPartialDigits;
    if (partial && kind_of(name / entry) == FileKind::File) remove_file(name / entry);
  }
}

void Folder::remove_all(const fs::path& name) const {
  remove_at(open_parent(name).get(), name.filename().c_str(), path_ / name);
}

}  // namespace base
