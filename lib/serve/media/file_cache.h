#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/descriptor.h"
#include "base/folder.h"
#include "base/scratch_folder.h"

namespace serve {

/// Files that can be made again, in a folder outside of the dataset. They are named by digests of what they are made
/// from, so they never change, and several servers may share the folder. Those that were not used for the longest time
/// are removed. Any thread may call.
class FileCache {
 public:
  struct Limits {
    std::int64_t bytes = std::int64_t{1} << 30;
    std::size_t files = 20'000;
    int makers = 2;  ///< files that are made at once
  };
  /// Writes the content of a new file, which is open to read and write. May throw.
  using Make = std::function<void(int file)>;

  /// Makes the folder and those above it. Without one, or where it cannot be made, a temporary folder is used.
  FileCache(const std::optional<std::filesystem::path>& folder, const Limits& limits);

  /// Nothing where it must be made.
  std::optional<base::Descriptor> find(const std::string& name);
  /// Makes the file if it is not there. Who asks for one that is being made waits for it, and gets the same exception
  /// if that fails. `name`: 64 hexadecimal digits.
  base::Descriptor get(const std::string& name, const Make& make);

  std::int64_t bytes() const;

 private:
  struct Entry {
    std::int64_t bytes = 0;
    std::list<std::string>::iterator place;  ///< in `used_`
  };
  struct Making {
    bool done = false;
    std::exception_ptr failure;
  };
  void read_folder();
  void add(const std::string& name, std::int64_t bytes);
  void forget(const std::string& name);
  std::optional<base::Descriptor> open(const std::string& name);
  std::optional<base::Descriptor> open_or_wait(const std::string& name, std::unique_lock<std::mutex>& lock);
  base::Descriptor produce(const std::string& name, const Make& make) const;

  Limits limits_;
  std::optional<base::ScratchFolder> temporary_;
  std::optional<base::Folder> folder_;
  std::optional<base::ScratchFolder> unfinished_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  std::list<std::string> used_;  ///< the last used first
  std::map<std::string, Entry> entries_;
  std::map<std::string, std::shared_ptr<Making>> making_;
  std::int64_t bytes_ = 0;
  int makers_ = 0;
};

}  // namespace serve
