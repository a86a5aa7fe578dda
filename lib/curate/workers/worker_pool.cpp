#include "curate/workers/worker_pool.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cassert>
#include <cerrno>
#include <random>

#include "base/error.h"
#include "model/worker_message.h"

namespace curate {
namespace {

using Clock = std::chrono::steady_clock;
// A start takes some 20 ms.
constexpr std::chrono::milliseconds kStartTime{10'000};
constexpr std::size_t kMaxFirstMessage = 4096;
constexpr int kStarts = 3;
// A job fits into the socket's buffer unless the worker does not read.
constexpr std::chrono::milliseconds kSendTime{1'000};
// Between closing its channel and its end.
constexpr std::chrono::milliseconds kEndTime{1'000};

int milliseconds_until(Clock::time_point until) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(until - Clock::now()).count() + 1;
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 3'600'000));
}

std::uint64_t unpredictable() {
  std::random_device device;
  return (std::uint64_t{device()} << 32) | device();
}

std::string how_it_ended(base::ChildProcess& process) {
  const auto exit = process.wait_for(kEndTime);
  return exit ? "exited: " + exit->text() : "closed its channel";
}

// A free worker has nothing to say: it has ended, or answers a job that it does not have.
bool is_silent(const base::Channel& channel) {
  pollfd entry{channel.descriptor(), POLLIN, 0};
  return ::poll(&entry, 1, 0) == 0;
}

}  // namespace

WorkerPool::WorkerPool(std::filesystem::path program, int jobs, WorkerLimits limits)
    : program_(std::move(program)), limits_(limits) {
  for (int i = 0; i < jobs; ++i) workers_.push_back(start());
}

WorkerPool::Worker WorkerPool::start() const {
  std::vector<std::string> words{"serve", "--memory-mb", std::to_string(limits_.memory_mb), "--output-mb",
                                 std::to_string(limits_.output_mb)};
  if (limits_.read_text) words.push_back("--read-text");
  if (limits_.unsealed) words.push_back("--unsealed");
  return {base::ChildProcess::start(program_, words)};
}

void WorkerPool::cannot_start(const std::string& why) const {
  throw base::Error(base::Code::Unsupported, fmt::format("'{}' cannot start: {}", program_.string(), why));
}

bool WorkerPool::has_free() const {
  return std::ranges::any_of(workers_, [](const Worker& worker) { return !worker.job; });
}

bool WorkerPool::busy() const {
  return std::ranges::any_of(workers_, [](const Worker& worker) { return worker.job.has_value(); });
}

// Waits for the first message. False: it ended before.
bool WorkerPool::make_ready(Worker& worker) const {
  const base::Channel& channel = worker.process.channel();
  const auto until = Clock::now() + kStartTime;
  while (!worker.ready) {
    const auto state = worker.reader.read(channel, kMaxFirstMessage);
    if (state == base::MessageReader::State::Closed) return false;
    if (state == base::MessageReader::State::Complete) {
      const std::string why = model::why_not_ready(worker.reader.take());
      if (!why.empty()) cannot_start(why);
      worker.ready = true;
    } else if (Clock::now() >= until) {
      cannot_start(fmt::format("it was not ready after {} s", kStartTime.count() / 1000));
    }
    pollfd entry{channel.descriptor(), POLLIN, 0};
    if (!worker.ready) ::poll(&entry, 1, milliseconds_until(until));
  }
  return true;
}

// False: the worker has ended, or does not follow the protocol.
bool WorkerPool::give(Worker& worker, const std::string& message, const std::vector<int>& descriptors) const {
  try {
    base::Channel& channel = worker.process.channel();
    return make_ready(worker) && is_silent(channel) && channel.send(message, descriptors, kSendTime);
  } catch (const base::Error& error) {
    if (error.code() == base::Code::Unsupported) throw;
    return false;
  }
}

void WorkerPool::submit(const model::ClipJob& job, int object, int output) {
  const auto free = std::ranges::find_if(workers_, [](const Worker& worker) { return !worker.job; });
  assert(free != workers_.end());
  model::ClipJob limited = job;
  limited.ticket = unpredictable();
  limited.max_output_bytes = limits_.output_mb << 20;
  limited.max_pixels = limits_.picture_mpx << 20;
  const std::string message = model::to_json(limited);
  std::vector<int> descriptors{object};
  if (output >= 0) descriptors.push_back(output);
  // A worker that died while it was free is replaced, without blaming the clip.
  for (int attempt = 0; !give(*free, message, descriptors); ++attempt) {
    if (attempt == kStarts) {
      cannot_start(
          fmt::format("it {} (run '{} --version' to see why)", how_it_ended(free->process), program_.string()));
    }
    *free = start();
  }
  free->job = std::move(limited);
  free->deadline = Clock::now() + limits_.time;
}

WorkerPool::Outcome WorkerPool::fail(Worker& worker, const std::string& code, const std::string& message) {
  const std::string clip = worker.job->clip;
  worker = start();
  return {clip, std::nullopt, {code, "clip", clip, message}};
}

// Nothing: the answer is not complete.
std::optional<WorkerPool::Outcome> WorkerPool::collect(Worker& worker) {
  using State = base::MessageReader::State;
  const model::Sampling& sampling = worker.job->recipe.sampling;
  std::optional<Outcome> outcome;
  try {
    const State state = worker.reader.read(worker.process.channel(), model::max_answer_bytes(sampling));
    if (state == State::Incomplete) return std::nullopt;
    if (state == State::Closed) return fail(worker, "worker-crashed", "the worker " + how_it_ended(worker.process));
    outcome = Outcome{worker.job->clip, model::parse_clip_result(worker.reader.take(), sampling), {}};
    model::check_answer(*outcome->result, *worker.job);
  } catch (const base::Error& error) {
    return fail(worker, "worker-crashed", std::string("invalid answer from the worker: ") + error.what());
  }
  worker.job.reset();
  if (model::has_error(outcome->result->findings)) worker = start();
  return outcome;
}

std::vector<WorkerPool::Outcome> WorkerPool::wait(Clock::time_point until) {
  std::vector<pollfd> entries;
  std::vector<Worker*> waited;
  for (Worker& worker : workers_) {
    if (!worker.job) continue;
    entries.push_back({worker.process.channel().descriptor(), POLLIN, 0});
    waited.push_back(&worker);
    until = std::min(until, worker.deadline);
  }
  if (::poll(entries.data(), entries.size(), milliseconds_until(until)) < 0 && errno != EINTR) {
    base::throw_errno("cannot wait for", "workers");
  }
  std::vector<Outcome> outcomes;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    std::optional<Outcome> outcome;
    if ((entries[i].revents & (POLLIN | POLLHUP | POLLERR)) != 0) outcome = collect(*waited[i]);
    if (outcome) {
      outcomes.push_back(*std::move(outcome));
    } else if (Clock::now() >= waited[i]->deadline) {
      outcomes.push_back(fail(*waited[i], "worker-limit",
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
