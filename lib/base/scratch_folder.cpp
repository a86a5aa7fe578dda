#include "base/scratch_folder.h"

#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdlib>
#include <random>

#include "base/error.h"

namespace base {
namespace fs = std::filesystem;
namespace {

constexpr const char* kLock = "lock";
constexpr std::size_t kRandomDigits = 6;
constexpr int kTries = 100;

bool lock(const Descriptor& file) { return ::flock(file.get(), LOCK_EX | LOCK_NB) == 0; }

void clear(const Folder& folder) {
  for (const std::string& name : folder.names()) folder.remove_all(name);
}

// Whether a folder is in use by another process of this user. Removes it if not; leaves those of others alone.
bool is_in_use(const Folder& parent, const std::string& name) {
  try {
    const Folder left = parent.below(name);
    if (left.owner() != ::geteuid()) return false;
    Descriptor held;
    if (left.kind_of(kLock) == FileKind::File) held = left.open_to_read(kLock);
    if (held && !lock(held)) return true;
    clear(left);
    parent.remove_empty_folder(name);
  } catch (const Error&) {
    // Another process removes it, or it is a link or cannot be read: not ours.
  }
  return false;
}

}  // namespace

fs::path temporary_root() {
  const char* value = std::getenv("TMPDIR");
  const fs::path root = value != nullptr && *value != '\0' ? value : "/tmp";
  std::error_code error;
  if (fs::is_directory(root, error)) return root;
  throw Error(Code::NotFound,
              fmt::format("the folder for temporary files, '{}', does not exist; {}", root.string(),
                          value != nullptr ? "set TMPDIR to a folder that does" : "create it, or set TMPDIR"));
}

ScratchFolder::ScratchFolder(const fs::path& parent, const std::string& prefix, Others others) : parent_(parent) {
  const std::string start = prefix + "-";
  bool in_use = false;
  for (const std::string& name : parent_.names()) {
    if (name.size() != start.size() + kRandomDigits || !name.starts_with(start)) continue;
    in_use = is_in_use(parent_, name) || in_use;
  }
  if (in_use && others == Others::Refused) {
    throw Error(Code::Denied, fmt::format("'{}-…' is in use by another process; wait until it is done",
                                          (parent_.path() / prefix).string()));
  }
  std::random_device random;
  for (int i = 0; i < kTries && !folder_; ++i) {
    make(fmt::format("{}{:0{}x}", start, random() & 0xffffffU, kRandomDigits));
  }
  if (!folder_) throw Error(Code::Denied, fmt::format("cannot create a folder in '{}'", parent_.path().string()));
}

// Leaves `folder_` empty if the name was taken, or another process removed the folder before it was locked.
void ScratchFolder::make(const std::string& name) {
  if (!parent_.make_folder(name, 0700)) return;
  try {
    Folder made = parent_.below(name);
    if (made.owner() != ::geteuid()) return;
    lock_ = made.create_file(kLock, 0600);
    if (lock(lock_) && parent_.below(name).kind_of(kLock) == FileKind::File) folder_.emplace(std::move(made));
  } catch (const Error& error) {
    if (error.code() != Code::NotFound && error.code() != Code::InvalidInput) throw;
  }
}

ScratchFolder::~ScratchFolder() {
  try {
    clear(*folder_);
    parent_.remove_empty_folder(folder_->path().filename());
  } catch (const Error&) {
    // The next process of this user removes the rest.
  }
}

void ScratchFolder::move_beside(const fs::path& name, const fs::path& to) const { folder_->move(name, parent_, to); }

}  // namespace base
