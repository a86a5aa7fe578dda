#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

#include "base/error.h"
#include "base/folder.h"

namespace base {
namespace fs = std::filesystem;
Descriptor open_to_read(const fs::path& path) {
  Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  const bool is_device = !file && (errno == ENXIO || errno == ENODEV);  // or a socket
  if (!file && !is_device) throw_errno("cannot open", path);
  if (is_device || !is_regular_file(file.get()))
    throw Error(Code::InvalidInput, "'" + path.string() + "' is not a regular file");
  return file;
}

std::string read_text(const fs::path& path, std::size_t most) {
  const Descriptor file = open_to_read(path);
  std::string text;
  std::string buffer(1 << 16, '\0');
  for (;;) {
    const ssize_t n = ::read(file.get(), buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) throw_errno("cannot read", path);
    if (n == 0) return text;
    text.append(buffer, 0, static_cast<std::size_t>(n));
    if (text.size() > most) {
      throw Error(Code::InvalidInput, fmt::format("'{}' is larger than {} bytes", path.string(), most));
    }
  }
}

void write_atomically(const fs::path& path, std::string_view content) {
  Folder(folder_of(path)).write_atomically(path.filename(), content);
}

void append_line(const fs::path& path, std::string_view line) {
  const Folder folder(folder_of(path));
  const fs::path name = path.filename();
  std::string text;
  if (folder.kind_of(name) != FileKind::Missing) {
    const Descriptor file = folder.open_to_read(name);
    text.resize(static_cast<std::size_t>(size_of(file.get(), path)));
    text.resize(read_at(file.get(), 0, text.data(), text.size(), path));
  }
  if (!text.empty() && text.back() != '\n') text += '\n';
  folder.write_atomically(name, text.append(line).append("\n"));
}

void copy_file(int from, const fs::path& to) {
  const Descriptor out(::open(to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644));
  if (!out) throw_errno("cannot create", to);
  copy_content(from, out.get(), to);
}

bool share_blocks(int from, int to) { return ::ioctl(to, FICLONE, from) == 0; }

void copy_content(int from, int to, const std::string& name) {
  if (share_blocks(from, to)) return;
  off_t offset = 0;
  for (;;) {
    const ssize_t n = ::copy_file_range(from, &offset, to, nullptr, std::size_t{1} << 30, 0);
    if (n > 0) continue;
    if (n == 0) return;
    if (errno == EINTR) continue;
    break;
  }
  if (errno != EXDEV && errno != EINVAL && errno != ENOSYS && errno != EOPNOTSUPP) throw_errno("cannot copy to", name);
  std::string buffer(1 << 18, '\0');
  for (;;) {
    const std::size_t n = read_at(from, offset, buffer.data(), buffer.size(), name);
    if (n == 0) return;
    write_all(to, std::string_view(buffer.data(), n), name);
    offset += static_cast<off_t>(n);
  }
}

fs::path folder_of(const fs::path& path) { return path.has_parent_path() ? path.parent_path() : fs::path("."); }

bool is_without_links(const fs::path& root, std::string_view path) {
  if (path.empty() || path.front() == '/') return false;
  std::string place = root.string();
  for (std::size_t start = 0; start < path.size();) {
    const std::size_t end = std::min(path.find('/', start), path.size());
    const std::string_view part = path.substr(start, end - start);
    if (part.empty() || part == "." || part == "..") return false;
    place.append(1, '/').append(part);
    struct stat status {};
    if (::lstat(place.c_str(), &status) != 0) return errno == ENOENT;
    if (S_ISLNK(status.st_mode)) return false;
    start = end + 1;
  }
  return true;
}

bool stays_below(const fs::path& root, const fs::path& path, std::error_code& error) {
  const fs::path target = fs::weakly_canonical(root / path, error);
  if (error) return false;
  return std::mismatch(root.begin(), root.end(), target.begin(), target.end()).first == root.end();
}

bool stays_below_any(const std::vector<fs::path>& roots, const fs::path& path) {
  return std::ranges::any_of(roots, [&](const fs::path& root) {
    std::error_code error;
    const fs::path whole = fs::canonical(root, error);
    return !error && stays_below(whole, fs::absolute(path), error) && !error;
  });
}

void start_writeback(int descriptor) { ::sync_file_range(descriptor, 0, 0, SYNC_FILE_RANGE_WRITE); }

void sync_file_system(const fs::path& folder) {
  const Descriptor file(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!file) throw_errno("cannot open", folder);
  if (::syncfs(file.get()) != 0) throw_errno("cannot sync", folder);
}

PrivateFolder::PrivateFolder(const fs::path& parent) {
  std::string name = (parent / "XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) throw_errno("cannot create a folder below", parent);
  path_ = name;
}

PrivateFolder::~PrivateFolder() {
  std::error_code ignored;
  if (!path_.empty()) fs::remove_all(path_, ignored);
}

PrivateFolder::PrivateFolder(PrivateFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

FileLock::FileLock(const fs::path& path)
    : file_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666)) {
  if (!file_) throw_errno("cannot open", path);
  // is_held takes the lock for a moment.
  constexpr int kTries = 10;
  constexpr std::chrono::milliseconds kPause{10};
  for (int tries = 1; ::flock(file_.get(), LOCK_EX | LOCK_NB) != 0; ++tries) {
    if (errno != EWOULDBLOCK) throw_errno("cannot lock", path);
    if (tries < kTries) {
      std::this_thread::sleep_for(kPause);
      continue;
    }
    char holder[128] = {};
    const ssize_t n = ::pread(file_.get(), holder, sizeof holder - 1, 0);
    throw Error(Code::Denied, fmt::format("'{}' is being written by {}; wait for it to finish",
                                          path.parent_path().string(), n > 0 ? holder : "another process"));
  }
  const std::string me = fmt::format("process {}", ::getpid());
  if (::ftruncate(file_.get(), 0) == 0) write_all(file_.get(), me, path);
}

bool FileLock::is_held(const fs::path& path) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW));
  return file && ::flock(file.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

}  // namespace base
