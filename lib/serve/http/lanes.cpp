#include "serve/http/lanes.h"

#include <utility>

namespace serve {

Lanes::Lanes(const Limits& limits) : max_waiting_(limits.max_waiting) {
  for (int i = 0; i < limits.quick_threads; ++i) threads_.emplace_back(run, std::ref(queue_of(Lane::Quick)));
  for (int i = 0; i < limits.slow_threads; ++i) threads_.emplace_back(run, std::ref(queue_of(Lane::Slow)));
}

Lanes::~Lanes() { stop(); }

void Lanes::stop() {
  for (Queue& queue : queues_) {
    const std::lock_guard lock(queue.mutex);
    queue.stopped = true;
    queue.changed.notify_all();
  }
  for (std::thread& thread : threads_) thread.join();
  threads_.clear();
  for (Queue& queue : queues_) {
    for (const Job& job : queue.jobs) job(false);
    queue.jobs.clear();
  }
}

bool Lanes::post(Lane lane, Job job) {
  Queue& queue = queue_of(lane);
  const std::lock_guard lock(queue.mutex);
  if (queue.stopped || queue.jobs.size() >= max_waiting_) return false;
  queue.jobs.push_back(std::move(job));
  queue.changed.notify_one();
  return true;
}

void Lanes::run(Queue& queue) {
  std::unique_lock lock(queue.mutex);
  while (true) {
    queue.changed.wait(lock, [&] { return queue.stopped || !queue.jobs.empty(); });
    if (queue.stopped) return;
    const Job job = std::move(queue.jobs.front());
    queue.jobs.pop_front();
    lock.unlock();
    job(true);
    lock.lock();
  }
}

}  // namespace serve
