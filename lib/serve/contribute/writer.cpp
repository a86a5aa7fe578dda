#include "serve/contribute/writer.h"

#include <chrono>
#include <memory>
#include <mutex>
#include <thread>

#include "base/error.h"
#include "serve/http/problem.h"

namespace serve {
namespace {

constexpr std::chrono::seconds kWriterPatience{10};
constexpr std::chrono::milliseconds kBetweenWriterTries{100};

/// Nothing where another process writes for too long.
std::optional<curate::Dataset> opened_to_write(const std::filesystem::path& folder) {
  std::optional<curate::Dataset> dataset;
  const auto until = std::chrono::steady_clock::now() + kWriterPatience;
  while (!dataset && std::chrono::steady_clock::now() < until) {
    try {
      dataset.emplace(folder, catalog::Catalog::Access::Write);
    } catch (const base::Error& error) {
      if (error.code() != base::Code::Denied) throw;
      std::this_thread::sleep_for(kBetweenWriterTries);
    }
  }
  return dataset;
}

}  // namespace

WriteDataset one_writer(std::filesystem::path dataset) {
  auto mutex = std::make_shared<std::mutex>();
  return [mutex,
          folder = std::move(dataset)](const std::function<void(curate::Dataset&)>& job) -> std::optional<Response> {
    const std::lock_guard lock(*mutex);
    std::optional<curate::Dataset> opened = opened_to_write(folder);
    if (!opened) {
      Response busy = problem(503, "another process writes to the dataset, or the server may not; try again later");
      busy.set("Retry-After", "10");
      return busy;
    }
    job(*opened);
    return std::nullopt;
  };
}

}  // namespace serve
