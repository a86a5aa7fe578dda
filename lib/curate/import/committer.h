#pragma once

#include <chrono>
#include <future>
#include <span>
#include <string>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/import_work.h"

namespace curate {

/// Moves the results of an import into place in batches. Its own thread syncs and renames files, so that workers do not
/// wait for the disk; the caller's thread then writes the rows. Files always come before their rows.
class Committer {
 public:
  explicit Committer(Dataset& dataset) : dataset_(dataset) {}
  /// Waits for the thread. Files without rows stay, as after a kill.
  ~Committer() = default;
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  void add(Finished finished) { finished_.push_back(std::move(finished)); }
  void add(Failure failure) { failed_.push_back(std::move(failure)); }
  /// The clip's object was downloaded and waits for a worker.
  void add_fetched(std::string clip) { fetched_.push_back(std::move(clip)); }
  Failure& last_failure() { return failed_.back(); }
  /// Clips that failed after `add`: their frames differed from their digests, or their rows were refused.
  std::int64_t damaged() const { return damaged_; }

  /// Starts a new batch if one is due, by time or number of clips.
  void commit_some();
  void commit_all();

 private:
  void start();
  void end();
  void fail_damaged();
  void place(const StagedClip& clip, const model::FrameSet& set) const;
  void write_rows();
  void write(std::span<const Finished> placed, std::span<const Failure> failed, std::span<const std::string> fetched);
  void write_each(std::span<const Finished> placed, std::span<const Failure> failed);

  Dataset& dataset_;
  std::vector<Finished> finished_;
  std::vector<Failure> failed_;
  std::vector<std::string> fetched_;
  std::int64_t damaged_ = 0;
  std::vector<Finished> committing_;  ///< being moved into place
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::future<void> committed_;  ///< last member: its thread uses the others
};

}  // namespace curate
