#include "serve/dataset_pool.h"

namespace serve {
namespace {

using curate::Dataset;
constexpr auto kRead = catalog::Catalog::Access::Read;

}  // namespace

DatasetPool::DatasetPool(std::filesystem::path folder) : folder_(std::move(folder)) {
  free_.push_back(std::make_unique<Dataset>(folder_, kRead));
}

std::string DatasetPool::name() const {
  const std::filesystem::path whole = std::filesystem::weakly_canonical(folder_);
  return whole.has_filename() ? whole.filename().string() : "dataset";
}

std::unique_ptr<Dataset> DatasetPool::take() {
  {
    const std::lock_guard lock(mutex_);
    if (!free_.empty()) {
      std::unique_ptr<Dataset> dataset = std::move(free_.back());
      free_.pop_back();
      return dataset;
    }
  }
  // The catalog was checked when the first one opened it.
  return std::make_unique<Dataset>(folder_, kRead, Dataset::Check::No);
}

void DatasetPool::give_back(std::unique_ptr<Dataset> dataset) {
  const std::lock_guard lock(mutex_);
  free_.push_back(std::move(dataset));
}

}  // namespace serve
