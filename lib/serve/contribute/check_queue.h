#pragma once

#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "catalog/contributions/contributions.h"
#include "curate/validate/validate.h"
#include "curate/workers/text_ability.h"
#include "serve/contribute/quarantine.h"
#include "serve/dataset_pool.h"

namespace serve {

/// Checks received files as `sonoset validate` does, a few at a time, by a thread of its own: they are quarantined, or
/// refused with a reason and removed. What waits is in the database, so that a restart goes on.
class CheckQueue {
 public:
  struct Options {
    std::filesystem::path worker;           ///< the program sonoset-worker
    curate::TextAbility& text;              ///< text is read where workers can
    std::function<void()> between = [] {};  ///< called about every half minute, by the same thread
    std::function<void(const std::string&)> log_error = [](const std::string&) {};
  };

  /// Starts at once. All must outlive it.
  CheckQueue(Quarantine& quarantine, DatasetPool& pool, Options options);
  /// Gives up what is being checked.
  ~CheckQueue();
  CheckQueue(const CheckQueue&) = delete;
  CheckQueue& operator=(const CheckQueue&) = delete;

  /// Something was received.
  void wake();

 private:
  void run();
  void wait();
  bool check_some();
  std::vector<catalog::ContributedFile> take();
  void check(std::vector<catalog::ContributedFile>& files);
  void end(catalog::ContributedFile file, const curate::CheckedClip& checked);
  void give_back(const std::vector<catalog::ContributedFile>& files);

  Quarantine& quarantine_;
  DatasetPool& pool_;
  const Options options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  bool woken_ = false;
  std::atomic<bool> stopped_{false};
  std::thread thread_;
};

}  // namespace serve
