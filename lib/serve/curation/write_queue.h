#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

#include "curate/dataset.h"
#include "serve/http/response.h"

namespace serve {

/// Changes of the dataset, one after another. Each opens the dataset to write as the verbs do, which excludes other
/// processes while it runs; between changes the dataset is free. Any thread may call.
class WriteQueue {
 public:
  struct Options {
    std::filesystem::path dataset;
    std::size_t max_waiting = 8;         ///< changes of requests, each of which keeps a thread of the server
    std::chrono::milliseconds patience;  ///< for another process that writes, and for changes that are made before
  };
  using Job = std::function<void(curate::Dataset& dataset)>;

  explicit WriteQueue(Options options);
  /// Waits for the change that is being made.
  ~WriteQueue();
  WriteQueue(const WriteQueue&) = delete;
  WriteQueue& operator=(const WriteQueue&) = delete;

  /// Makes a change and waits for it; throws what it throws. A response (503) says that it was not begun: too many
  /// others wait, or another process writes.
  std::optional<Response> run(const Job& job);

  /// Begins no more changes.
  void stop();

 private:
  enum class State { Waiting, Running, Done, Locked };
  struct Change {
    const Job* job = nullptr;
    State state = State::Waiting;
    std::chrono::steady_clock::time_point until = {};
    std::exception_ptr error = {};
  };
  void make_all();
  State make(Change& change);
  bool stops();

  const Options options_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Change*> waiting_;
  bool stopped_ = false;
  std::thread thread_;
};

}  // namespace serve
