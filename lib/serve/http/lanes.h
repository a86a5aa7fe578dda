#pragma once

#include <array>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "serve/http/action.h"

namespace serve {

/// The threads of both lanes, each with a queue of its own.
class Lanes {
 public:
  struct Limits {
    int quick_threads = 4;
    int slow_threads = 12;          ///< they mostly wait for other processes
    std::size_t max_waiting = 256;  ///< jobs in the queue of a lane
  };

  /// Called with false where it is not to be run.
  using Job = std::function<void(bool run)>;

  explicit Lanes(const Limits& limits);
  ~Lanes();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  /// False if the queue is full or the lanes have stopped.
  bool post(Lane lane, Job job);

  /// Waits for running jobs. Those in the queues are not run.
  void stop();

 private:
  struct Queue {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Job> jobs;
    bool stopped = false;
  };
  static void run(Queue& queue);
  Queue& queue_of(Lane lane) { return queues_[lane == Lane::Quick ? 0 : 1]; }

  std::size_t max_waiting_;
  std::array<Queue, 2> queues_;
  std::vector<std::thread> threads_;
};

}  // namespace serve
