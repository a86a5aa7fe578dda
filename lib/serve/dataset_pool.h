#pragma once

#include <condition_variable>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "curate/dataset.h"

namespace serve {

/// Connections to a dataset's catalog that only read: they never wait for who writes. Each is used by one thread at a
/// time; there are at most kMost, and whoever needs one more waits.
class DatasetPool {
 public:
  static constexpr int kMost = 24;         ///< more than there are threads of requests
  static constexpr std::size_t kKept = 6;  ///< of those that are not used, so many stay open

  /// Opens the dataset, with all checks of curate::Dataset, whose exceptions it throws.
  explicit DatasetPool(std::filesystem::path folder);

  /// Calls `use` with a dataset, and returns what it returns.
  template <typename Use>
  auto read(Use use) {
    Borrowed borrowed(*this);
    return use(*borrowed.dataset);
  }

  /// A number that is another one after the catalog changed.
  std::int64_t state();

  /// The folder's own name.
  std::string name() const;

 private:
  struct Borrowed {
    explicit Borrowed(DatasetPool& from) : pool(from), dataset(from.take()) {}
    ~Borrowed() { pool.give_back(std::move(dataset)); }
    Borrowed(const Borrowed&) = delete;
    Borrowed& operator=(const Borrowed&) = delete;
    DatasetPool& pool;
    std::unique_ptr<curate::Dataset> dataset;
  };
  std::unique_ptr<curate::Dataset> take();
  void give_back(std::unique_ptr<curate::Dataset> dataset);
  void close_one();

  std::filesystem::path folder_;
  std::mutex mutex_;
  std::condition_variable given_back_;
  int open_ = 0;
  std::mutex watch_mutex_;
  curate::Dataset watch_;  // notices changes of others, and never writes
  std::vector<std::unique_ptr<curate::Dataset>> free_;
};

}  // namespace serve
