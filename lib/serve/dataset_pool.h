#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "curate/dataset.h"

namespace serve {

/// Connections to a dataset's catalog that only read. Each is used by one thread at a time; there are as many as are
/// needed at once.
class DatasetPool {
 public:
  /// Opens the dataset, with all checks of curate::Dataset, whose exceptions it throws.
  explicit DatasetPool(std::filesystem::path folder);

  /// Calls `use` with a dataset, and returns what it returns.
  template <typename Use>
  auto read(Use use) {
    Borrowed borrowed(*this);
    return use(*borrowed.dataset);
  }

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

  std::filesystem::path folder_;
  std::mutex mutex_;
  std::vector<std::unique_ptr<curate::Dataset>> free_;
};

}  // namespace serve
