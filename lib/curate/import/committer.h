#pragma once

#include <chrono>
#include <future>
#include <string>
#include <vector>

#include "curate/dataset.h"
#include "curate/import/import_work.h"

namespace curate {

/// Brings what an import made to its place, in batches: files are synced and renamed in a thread of its own (the disk
/// need not keep workers waiting), then rows are written by the caller's. Rows follow files, never the other way round.
class Committer {
 public:
  explicit Committer(Dataset& dataset) : dataset_(dataset) {}
  /// Waits for the thread. What has no rows yet is what a kill would leave.
  ~Committer() = default;
  Committer(const Committer&) = delete;
  Committer& operator=(const Committer&) = delete;

  void add(Finished finished) { finished_.push_back(std::move(finished)); }
  void add(Failure failure) { failed_.push_back(std::move(failure)); }
  /// The clip's object has come, and waits for a worker.
  void add_fetched(std::string clip) { fetched_.push_back(std::move(clip)); }
  Failure& last_failure() { return failed_.back(); }

  /// Begins a new batch where one is due: rarely enough to cost little, often enough to lose little.
  void commit_some();
  void commit_all();

 private:
  void start();
  void end();
  void place(const StagedClip& clip, const model::FrameSet& set) const;
  void write_rows();

  Dataset& dataset_;
  std::vector<Finished> finished_;
  std::vector<Failure> failed_;
  std::vector<std::string> fetched_;
  std::vector<Finished> committing_;  ///< going to their place
  std::chrono::steady_clock::time_point last_ = std::chrono::steady_clock::now();
  std::future<void> committed_;  ///< last: its thread uses the others
};

}  // namespace curate
