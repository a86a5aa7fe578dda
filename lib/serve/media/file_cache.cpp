#include "serve/media/file_cache.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <atomic>
#include <vector>

#include "base/digest.h"
#include "base/error.h"

namespace serve {
namespace {

namespace fs = std::filesystem;

/// Only for this user: pictures may be private.
std::optional<base::Folder> cache_place(const fs::path& folder) {
  try {
    fs::create_directories(folder.parent_path());
    const base::Folder parent(folder.parent_path());
    parent.make_folder(folder.filename(), 0700);
    return parent.below(folder.filename());
  } catch (const fs::filesystem_error&) {
  } catch (const base::Error&) {
  }
  return std::nullopt;
}

}  // namespace

FileCache::FileCache(const std::optional<fs::path>& folder, const Limits& limits) : limits_(limits) {
  if (folder) folder_ = cache_place(*folder);
  if (!folder_) {
    temporary_.emplace(base::temporary_root(), "sonoset-serve");
    folder_.emplace(temporary_->path());
  }
  unfinished_.emplace(folder_->path(), "new");
  read_folder();
}

void FileCache::read_folder() {
  struct Found {
    std::int64_t when = 0;
    std::string name;
    std::int64_t bytes = 0;
  };
  std::vector<Found> found;
  for (const std::string& name : folder_->names()) {
    if (!base::Digest::from_hex(name)) continue;
    try {
      const base::Descriptor file = folder_->open_to_read(name);
      struct stat status {};
      if (::fstat(file.get(), &status) == 0) found.push_back({status.st_mtim.tv_sec, name, status.st_size});
    } catch (const base::Error&) {
      continue;  // removed by another server, or no file
    }
  }
  std::ranges::sort(found, {}, &Found::when);
  for (const Found& file : found) add(file.name, file.bytes);
}

std::optional<base::Descriptor> FileCache::open(const std::string& name) {
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return std::nullopt;
  try {
    base::Descriptor file = folder_->open_to_read(name);
    ::futimens(file.get(), nullptr);  // the order survives a restart
    used_.splice(used_.begin(), used_, entry->second.place);
    return file;
  } catch (const base::Error&) {
    forget(name);  // somebody removed it
    return std::nullopt;
  }
}

std::optional<base::Descriptor> FileCache::find(const std::string& name) {
  const std::lock_guard lock(mutex_);
  return open(name);
}

// Nothing: nobody makes it.
std::optional<base::Descriptor> FileCache::open_or_wait(const std::string& name, std::unique_lock<std::mutex>& lock) {
  for (;;) {
    if (auto file = open(name)) return file;
    const auto running = making_.find(name);
    if (running == making_.end()) return std::nullopt;
    const std::shared_ptr<Making> other = running->second;
    changed_.wait(lock, [&] { return other->done; });
    if (other->failure) std::rethrow_exception(other->failure);
  }
}

base::Descriptor FileCache::get(const std::string& name, const Make& make) {
  std::unique_lock lock(mutex_);
  if (auto there = open_or_wait(name, lock)) return std::move(*there);
  const auto own = std::make_shared<Making>();
  making_.emplace(name, own);
  changed_.wait(lock, [&] { return makers_ < limits_.makers; });
  ++makers_;
  lock.unlock();
  base::Descriptor file;
  try {
    file = produce(name, make);
  } catch (...) {
    own->failure = std::current_exception();
  }
  lock.lock();
  --makers_;
  own->done = true;
  making_.erase(name);
  changed_.notify_all();
  if (own->failure) std::rethrow_exception(own->failure);
  add(name, base::size_of(file.get(), name));
  return file;
}

base::Descriptor FileCache::produce(const std::string& name, const Make& make) const {
  static std::atomic<std::uint64_t> number{0};
  const std::string partial = fmt::format("{}", ++number);
  try {
    const base::Descriptor file = unfinished_->folder().create_file(partial, 0600);
    make(file.get());
  } catch (...) {
    unfinished_->folder().remove_file(partial);
    throw;
  }
  unfinished_->move_beside(partial, name);
  return folder_->open_to_read(name);
}

void FileCache::add(const std::string& name, std::int64_t bytes) {
  if (entries_.contains(name)) forget(name);
  used_.push_front(name);
  entries_[name] = {bytes, used_.begin()};
  bytes_ += bytes;
  while (!used_.empty() && (bytes_ > limits_.bytes || entries_.size() > limits_.files)) {
    const std::string last = used_.back();
    forget(last);
    folder_->remove_file(last);
  }
}

void FileCache::forget(const std::string& name) {
  const auto entry = entries_.find(name);
  if (entry == entries_.end()) return;
  bytes_ -= entry->second.bytes;
  used_.erase(entry->second.place);
  entries_.erase(entry);
}

std::int64_t FileCache::bytes() const {
  const std::lock_guard lock(mutex_);
  return bytes_;
}

}  // namespace serve
