#include "publish/atomic_folder.h"

#include <utility>

#include "base/error.h"

namespace publish {
namespace fs = std::filesystem;
namespace {

constexpr const char* kContent = "export";  // in the partial folder
constexpr std::size_t kBuffer = std::size_t{1} << 20;

/// Absolute, without a trailing slash.
fs::path plain(const fs::path& path) {
  const fs::path whole = fs::absolute(path).lexically_normal();
  return whole.has_filename() ? whole : whole.parent_path();
}

/// `path`; throws unless it does not exist or is an empty folder.
fs::path free_place(const fs::path& path) {
  fs::path target = plain(path);
  std::error_code error;
  if (!fs::exists(fs::symlink_status(target, error))) return target;
  if (fs::is_directory(fs::symlink_status(target, error)) && fs::is_empty(target, error) && !error) return target;
  throw base::Error(base::Code::InvalidInput,
                    "'" + path.string() + "' exists and is not an empty folder; use another name, or remove it");
}

}  // namespace

AtomicFolder::AtomicFolder(const fs::path& path)
    : target_(free_place(path)),
      partial_(target_.parent_path(), "." + target_.filename().string() + ".partial",
               base::ScratchFolder::Others::Refused) {
  partial_.folder().make_folders(kContent);
}

std::shared_ptr<const base::Folder> AtomicFolder::parent_of(const std::string& path) {
  constexpr std::size_t kMaxOpen = 64;
  const std::string name = path.substr(0, path.rfind('/') == std::string::npos ? 0 : path.rfind('/'));
  const std::lock_guard lock(mutex_);
  const auto found = open_.find(name);
  if (found != open_.end()) return found->second;
  const fs::path whole = name.empty() ? fs::path(kContent) : kContent / fs::path(name);
  partial_.folder().make_folders(whole);
  if (open_.size() >= kMaxOpen) open_.clear();
  return open_.emplace(name, std::make_shared<const base::Folder>(partial_.folder().below(whole))).first->second;
}

void AtomicFolder::remember(const std::string& path, const base::Digest& digest) {
  const std::lock_guard lock(mutex_);
  digests_[path] = digest;
}

AtomicFolder::Stream AtomicFolder::open(const std::string& path) {
  return {parent_of(path)->create_file(fs::path(path).filename(), 0666), path};
}

void AtomicFolder::Stream::add(std::string_view text) {
  hasher_.add(text);
  buffer_ += text;
  if (buffer_.size() < kBuffer) return;
  base::write_all(file_.get(), buffer_, path_);
  buffer_.clear();
  base::start_writeback(file_.get());
}

base::Digest AtomicFolder::close(Stream& stream) {
  base::write_all(stream.file_.get(), stream.buffer_, stream.path_);
  stream.buffer_.clear();
  const base::Digest digest = stream.hasher_.finish();
  remember(stream.path_, digest);
  return digest;
}

base::Descriptor AtomicFolder::unnamed_file() {
  constexpr const char* kUnnamed = "output";
  base::Descriptor file = partial_.folder().create_file(kUnnamed, 0600);
  partial_.folder().remove_file(kUnnamed);
  return file;
}

void AtomicFolder::write(const std::string& path, std::string_view content) {
  Stream stream = open(path);
  stream.add(content);
  close(stream);
}

bool AtomicFolder::place(const base::Descriptor& file, std::string_view content, const std::string& path,
                         const base::Digest& digest, bool link) {
  const std::shared_ptr<const base::Folder> parent = parent_of(path);
  const fs::path name = fs::path(path).filename();
  const bool linked = link && parent->link(file, name);
  if (!linked) {
    // Another file system, or too many links: a copy has the same bytes.
    const base::Descriptor copy = parent->create_file(name, 0644);
    if (!base::share_blocks(file.get(), copy.get())) base::write_all(copy.get(), content, path);
  }
  remember(path, digest);
  return linked;
}

void AtomicFolder::publish() {
  std::string sums;
  for (const auto& [path, digest] : digests_) sums += digest.hex() + "  " + path + "\n";
  write("SHA256SUMS", sums);
  base::sync_file_system(target_.parent_path());
  // Replaces an empty folder and nothing else.
  partial_.move_beside(kContent, target_.filename());
}

}  // namespace publish
