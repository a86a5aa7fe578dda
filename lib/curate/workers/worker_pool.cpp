#include "curate/workers/worker_pool.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cassert>
#include <cerrno>

#include "base/error.h"

namespace curate {
namespace {

using Clock = std::chrono::steady_clock;
// Once a message has begun, the rest must arrive within this time.
constexpr std::chrono::milliseconds kMessageTime{30'000};

int milliseconds_until(Clock::time_point until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count() + 1;
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

}  // namespace

WorkerPool::WorkerPool(std::filesystem::path program, int jobs, WorkerLimits limits)
    : program_(std::move(program)), limits_(limits) {
  for (int i = 0; i < jobs; ++i) workers_.push_back({start(), {}, {}});
}

base::ChildProcess WorkerPool::start() const {
  return base::ChildProcess::start(program_, {"serve", "--memory-mb", std::to_string(limits_.memory_mb), "--output-mb",
                                              std::to_string(limits_.output_mb)});
}

bool WorkerPool::has_free() const {
  return std::ranges::any_of(workers_, [](const Worker& worker) { return worker.clip.empty(); });
}

bool WorkerPool::busy() const {
  return std::ranges::any_of(workers_, [](const Worker& worker) { return !worker.clip.empty(); });
}

void WorkerPool::submit(const model::ClipJob& job, int object, int output) {
  const auto free = std::ranges::find_if(workers_, [](const Worker& w) { return w.clip.empty(); });
  assert(free != workers_.end());
  // A worker that died while it was free is restarted, without blaming the clip.
  model::ClipJob limited = job;
  limited.max_output_bytes = limits_.output_mb << 20;
  limited.max_pixels = limits_.picture_mpx << 20;
  const std::string message = model::to_json(limited);
  std::vector<int> descriptors{object};
  if (output >= 0) descriptors.push_back(output);
  for (int attempt = 0; !free->process.channel().send(message, descriptors); ++attempt) {
    if (attempt == 3)
      throw base::Error(base::Code::Io, "'" + program_.string() + "' exited immediately after starting");
    free->process = start();
  }
  free->clip = job.clip;
  free->deadline = Clock::now() + limits_.time;
}

WorkerPool::Outcome WorkerPool::replace(Worker& worker, const std::string& code, const std::string& message) {
  Outcome outcome{worker.clip, std::nullopt, {code, "clip", worker.clip, message}};
  worker.process.kill();
  worker.process = start();
  worker.clip.clear();
  return outcome;
}

WorkerPool::Outcome WorkerPool::collect(Worker& worker) {
  try {
    const auto message = worker.process.channel().receive(kMessageTime);
    if (!message) return replace(worker, "worker-crashed", "the worker exited: " + worker.process.wait().text());
    Outcome outcome{worker.clip, model::parse_clip_result(message->text), {}};
    if (outcome.result->clip != worker.clip) {
      return replace(worker, "worker-crashed", "the worker replied for a different clip");
    }
    worker.clip.clear();
    return outcome;
  } catch (const base::Error& error) {
    return replace(worker, "worker-crashed", std::string("invalid answer from the worker: ") + error.what());
  }
}

std::vector<WorkerPool::Outcome> WorkerPool::wait(Clock::time_point until) {
  std::vector<pollfd> entries;
  std::vector<Worker*> waited;
  for (Worker& worker : workers_) {
    if (worker.clip.empty()) continue;
    entries.push_back({worker.process.channel().descriptor(), POLLIN, 0});
    waited.push_back(&worker);
    until = std::min(until, worker.deadline);
  }
  if (::poll(entries.data(), entries.size(), milliseconds_until(until)) < 0 && errno != EINTR) {
    base::throw_errno("cannot wait for", "workers");
  }
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if ((entries[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0) {
      outcomes.push_back(collect(*waited[i]));
    } else if (Clock::now() >= waited[i]->deadline) {
      outcomes.push_back(replace(*waited[i], "worker-limit",
                                 fmt::format("reading took longer than --worker-time ({} s)", limits_.time.count())));
    }
  }
  return outcomes;
}

std::vector<int> WorkerPool::pids() const {
  std::vector<int> pids;
  for (const Worker& worker : workers_) pids.push_back(worker.process.pid());
  return pids;
}

}  // namespace curate
