#include "publish/atomic_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "base/error.h"

namespace publish {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kBuffer = std::size_t{1} << 18;

/// Absolute, without a trailing slash.
fs::path plain(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

/// `path`; throws unless it does not exist or is an empty folder.
fs::path free_place(const fs::path& path) {
  const fs::path target = plain(path);
  std::error_code error;
  if (!fs::exists(fs::symlink_status(target, error))) return target;
  if (fs::is_directory(fs::symlink_status(target, error)) && fs::is_empty(target, error) && !error) return target;
  throw base::Error(base::Code::InvalidInput,
                    "'" + path.string() + "' exists and is not an empty folder; use another name, or remove it");
}

void make_folders(const fs::path& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error)
    throw base::Error(base::Code::Io, "cannot create '" + folder.string() + "': " + error.message() +
                                          std::string(base::next_step(error.value())));
}

}  // namespace

AtomicFolder::AtomicFolder(const fs::path& path)
    : target_(free_place(path)),
      partial_(target_.parent_path() / ("." + target_.filename().string() + ".partial")),
      folder_(partial_.path() / "export") {
  make_folders(folder_);
}

AtomicFolder::Partial::Partial(fs::path path) : path_(std::move(path)) {
  if (::mkdir(path_.c_str(), 0700) != 0 && errno != EEXIST) base::throw_errno("cannot create", path_);
  lock_ = base::Descriptor(::open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!lock_) base::throw_errno("cannot open", path_);
  if (::flock(lock_.get(), LOCK_EX | LOCK_NB) != 0) {
    throw base::Error(base::Code::Denied,
                      "'" + path_.string() + "' is in use by another process; wait until it is done");
  }
  for (const auto& entry : fs::directory_iterator(path_)) fs::remove_all(entry.path());
}

AtomicFolder::Partial::~Partial() {
  std::error_code ignored;
  fs::remove_all(path_, ignored);
}

fs::path AtomicFolder::prepared(const std::string& path) const {
  fs::path whole = folder_ / path;
  make_folders(whole.parent_path());
  return whole;
}

AtomicFolder::Stream AtomicFolder::open(const std::string& path) {
  const fs::path whole = prepared(path);
  base::Descriptor file(::open(whole.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
  if (!file) base::throw_errno("cannot create", whole);
  return {std::move(file), path};
}

void AtomicFolder::Stream::add(std::string_view text) {
  hasher_.add(text);
  buffer_ += text;
  if (buffer_.size() < kBuffer) return;
  base::write_all(file_.get(), buffer_, path_);
  buffer_.clear();
}

void AtomicFolder::close(Stream& stream) {
  base::write_all(stream.file_.get(), stream.buffer_, stream.path_);
  stream.buffer_.clear();
  digests_[stream.path_] = stream.hasher_.finish();
}

void AtomicFolder::write(const std::string& path, std::string_view content) {
  Stream stream = open(path);
  stream.add(content);
  close(stream);
}

bool AtomicFolder::place(const base::Descriptor& file, const std::string& path, const base::Digest& digest, bool link) {
  const fs::path whole = prepared(path);
  // The file that was opened, whatever has its name now (open(2), O_TMPFILE).
  const std::string opened = fmt::format("/proc/self/fd/{}", file.get());
  const bool linked = link && ::linkat(AT_FDCWD, opened.c_str(), AT_FDCWD, whole.c_str(), AT_SYMLINK_FOLLOW) == 0;
  // Another file system, or too many links: a copy has the same bytes.
  if (!linked) base::copy_file(file.get(), whole);
  digests_[path] = digest;
  return linked;
}

void AtomicFolder::publish() {
  std::string sums;
  for (const auto& [path, digest] : digests_) sums += digest.hex() + "  " + path + "\n";
  write("SHA256SUMS", sums);
  base::sync_file_system(folder_);
  // rename(2) replaces an empty folder and nothing else.
  if (std::rename(folder_.c_str(), target_.c_str()) != 0) base::throw_errno("cannot create", target_);
}

}  // namespace publish
