#include "publish/atomic_folder.h"

#include <utility>

#include "base/error.h"

namespace publish {
namespace fs = std::filesystem;
namespace {

constexpr const char* kContent = "export";  // in the partial folder
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

}  // namespace

AtomicFolder::AtomicFolder(const fs::path& path)
    : target_(free_place(path)),
      partial_(target_.parent_path(), "." + target_.filename().string() + ".partial",
               base::ScratchFolder::Others::Refused) {
  partial_.folder().make_folders(kContent);
}

fs::path AtomicFolder::prepared(const std::string& path) {
  fs::path name = kContent / fs::path(path);
  if (made_.insert(name.parent_path()).second) partial_.folder().make_folders(name.parent_path());
  return name;
}

AtomicFolder::Stream AtomicFolder::open(const std::string& path) {
  return {partial_.folder().create_file(prepared(path), 0666), path};
}

void AtomicFolder::Stream::add(std::string_view text) {
  hasher_.add(text);
  buffer_ += text;
  if (buffer_.size() < kBuffer) return;
  base::write_all(file_.get(), buffer_, path_);
  buffer_.clear();
}

base::Digest AtomicFolder::close(Stream& stream) {
  base::write_all(stream.file_.get(), stream.buffer_, stream.path_);
  stream.buffer_.clear();
  return digests_[stream.path_] = stream.hasher_.finish();
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

bool AtomicFolder::place(const base::Descriptor& file, const std::string& path, const base::Digest& digest, bool link) {
  const fs::path name = prepared(path);
  const bool linked = link && partial_.folder().link(file, name);
  // Another file system, or too many links: a copy has the same bytes.
  if (!linked) base::copy_content(file.get(), partial_.folder().create_file(name, 0644).get(), path);
  digests_[path] = digest;
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
