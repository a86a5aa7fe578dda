#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>

#include "curate/workers/worker_pool.h"
#include "model/clip_job.h"

namespace curate {

/// An open clip that waits for a worker. Its owner keeps both descriptors (see WorkerPool::submit) open until the
/// outcome is collected.
struct OpenedClip {
  model::ClipJob job;
  int object = -1;
  int output = -1;
  std::string shown = {};  ///< prefix of an error from submitting it; empty: no prefix
};

/// Provides the clips of a `ClipQueue` and receives their results. Called in the queue's thread only.
class ClipWork {
 public:
  virtual ~ClipWork() = default;

  /// Whether `open_next` has work now.
  virtual bool has_next() const = 0;
  /// Opens one clip; empty: it ended without a worker, or must be downloaded first.
  virtual std::optional<OpenedClip> open_next() = 0;
  /// Receives a worker's result.
  virtual void collect(WorkerPool::Outcome outcome) = 0;

  /// Whether clips wait for downloads; then `receive` is called.
  virtual bool is_downloading() const { return false; }
  /// Takes finished downloads, which `has_next` then counts; waits up to `time` for one.
  virtual void receive(std::chrono::milliseconds time) { static_cast<void>(time); }

  /// Called once per round; true ends `ClipQueue::run`.
  virtual bool stop() { return false; }
  /// Called at the end of each round.
  virtual void commit_some() {}
};

/// Keeps workers busy: while they read, it opens the next clips, as many as there are workers, and receives downloads.
/// Results must not depend on the order in which workers finish.
class ClipQueue {
 public:
  /// Starts `jobs` workers; `work` must outlive it. Throws NotFound if the program does not exist.
  ClipQueue(ClipWork& work, std::filesystem::path program, int jobs, WorkerLimits limits);

  /// Runs until there is nothing to open, read or download. False: stopped; clips that workers still read are dropped.
  bool run();

  /// Opens clips and gives them to free workers.
  void fill();
  /// Waits up to about a second for a worker or a download, and collects the result.
  void wait();

 private:
  void submit();

  ClipWork& work_;
  WorkerPool pool_;
  std::size_t jobs_;
  std::deque<OpenedClip> opened_;
};

}  // namespace curate
