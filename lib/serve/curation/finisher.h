#pragma once

#include <functional>
#include <string>
#include <thread>

#include "curate/import/import.h"
#include "serve/curation/write_queue.h"
#include "serve/dataset_pool.h"

namespace serve {

/// Finishes, in a thread of its own, the changes in whose middle the server was killed: decisions that were written but
/// not applied, and clips whose frames were not made again.
class Finisher {
 public:
  struct Options {
    curate::ImportOptions making;
    std::function<void(const std::string&)> log_error = [](const std::string&) {};
  };
  /// Both must outlive it.
  Finisher(DatasetPool& pool, WriteQueue& queue, Options options);
  ~Finisher();
  Finisher(const Finisher&) = delete;
  Finisher& operator=(const Finisher&) = delete;

 private:
  void run();

  DatasetPool& pool_;
  WriteQueue& queue_;
  const Options options_;
  std::thread thread_;
};

}  // namespace serve
