#include "serve/dataset_pool.h"

namespace serve {
namespace {

using curate::Dataset;
constexpr auto kRead = catalog::Catalog::Access::Read;

}  // namespace

DatasetPool::DatasetPool(std::filesystem::path folder) : folder_(std::move(folder)), watch_(folder_, kRead) {}

std::int64_t DatasetPool::state() {
  const std::lock_guard lock(watch_mutex_);
  return catalog::changes(watch_.catalog());
}

std::string DatasetPool::name() const {
  const std::filesystem::path whole = std::filesystem::weakly_canonical(folder_);
  return whole.has_filename() ? whole.filename().string() : "dataset";
}

std::unique_ptr<Dataset> DatasetPool::take() {
  {
    std::unique_lock lock(mutex_);
    given_back_.wait(lock, [&] { return !free_.empty() || open_ < kMost; });
    if (!free_.empty()) {
      std::unique_ptr<Dataset> dataset = std::move(free_.back());
      free_.pop_back();
      return dataset;
    }
    ++open_;
  }
  try {
    // The catalog was checked when the first one opened it.
    return std::make_unique<Dataset>(folder_, kRead, Dataset::Check::No);
  } catch (...) {
    close_one();
    throw;
  }
}

void DatasetPool::give_back(std::unique_ptr<Dataset> dataset) {
  {
    const std::lock_guard lock(mutex_);
    if (free_.size() < kKept) free_.push_back(std::move(dataset));
  }
  if (!dataset) return given_back_.notify_one();
  dataset.reset();
  close_one();
}

void DatasetPool::close_one() {
  const std::lock_guard lock(mutex_);
  --open_;
  given_back_.notify_one();
}

}  // namespace serve
