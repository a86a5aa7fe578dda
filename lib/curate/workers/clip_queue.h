#pragma once

#include <chrono>
#include <deque>
#include <filesystem>
#include <optional>
#include <string>

#include "curate/workers/worker_pool.h"
#include "model/clip_job.h"

namespace curate {

/// A clip that is open and waits for a worker. Both descriptors (see WorkerPool::submit) stay its owner's, who keeps
/// them until the outcome has come.
struct OpenedClip {
  model::ClipJob job;
  int object = -1;
  int output = -1;
  std::string shown = {};  ///< stands before an error that keeps it from its worker; empty: nothing does
};

/// Where a `ClipQueue` has its clips from, and what becomes of them. Called in the queue's thread only.
class ClipWork {
 public:
  virtual ~ClipWork() = default;

  /// Whether `open_next` has anything to do now.
  virtual bool has_next() const = 0;
  /// Opens one clip; nothing: it has ended without a worker, or must be downloaded first.
  virtual std::optional<OpenedClip> open_next() = 0;
  /// What a worker made of a clip.
  virtual void collect(WorkerPool::Outcome outcome) = 0;

  /// Whether clips wait for downloads, which `receive` asks for.
  virtual bool is_downloading() const { return false; }
  /// Takes what has been downloaded, which `has_next` counts from then on; waits up to `time` for it.
  virtual void receive(std::chrono::milliseconds time) { static_cast<void>(time); }

  /// Asked once a round; true ends `ClipQueue::run`.
  virtual bool stop() { return false; }
  /// At the end of each round.
  virtual void commit_some() {}
};

/// Keeps workers busy: while they read, the next clips are opened, as many as there are workers, and downloads are
/// received. What comes of it does not depend on the order in which workers end.
class ClipQueue {
 public:
  /// Starts `jobs` workers; `work` must outlive it. Throws NotFound where the program is not there.
  ClipQueue(ClipWork& work, std::filesystem::path program, int jobs, WorkerLimits limits);

  /// Until there is nothing to open, to read or to download. False: stopped; what workers still read is given up.
  bool run();

  /// Opens what can be opened, and gives it to the workers that are free.
  void fill();
  /// Waits until a worker has ended or something was downloaded, not much longer than a second, and collects it.
  void wait();

 private:
  void submit();

  ClipWork& work_;
  WorkerPool pool_;
  std::size_t jobs_;
  std::deque<OpenedClip> opened_;
};

}  // namespace curate
