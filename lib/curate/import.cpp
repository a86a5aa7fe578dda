#include "curate/import.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <deque>
#include <future>
#include <map>
#include <utility>

#include "base/error.h"
#include "catalog/decisions.h"
#include "catalog/entries.h"
#include "catalog/work.h"
#include "curate/decisions.h"
#include "curate/frame_files.h"
#include "curate/link.h"
#include "curate/object_finder.h"
#include "curate/object_lock.h"
#include "curate/record.h"
#include "curate/stale_splits.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
// A batch of finished clips is synced and committed at once: rarely enough to cost little, often enough to lose little.
constexpr std::chrono::milliseconds kBatchTime{1000};
constexpr std::size_t kBatchClips = 64;
// A file that crashes or hangs workers is tried so often: the machine may have been to blame.
constexpr int kMostAttempts = 3;

struct Failure {
  model::Finding finding;
  std::optional<catalog::FailedReading> reading;  ///< where it failed in a worker
};

// What a file does to a worker, or a worker to a file, need not be so the next time; the rest is certain.
bool is_certain(const std::string& code) { return code != "worker-crashed" && code != "worker-limit"; }

/// A clip that has work to do.
struct Pending {
  model::Clip clip;
  model::Recipe recipe;
  std::vector<fs::path> candidates;
  std::uintmax_t size = 0;
};

/// A clip whose object is staged or in its place.
struct InHand {
  Pending pending;
  fetch::Staged staged;
  base::Descriptor file;
  base::PrivateFolder folder;
  base::Descriptor output;  ///< what the worker writes frames to
};

struct Finished {
  InHand hand;
  model::FrameSet set;
  std::vector<model::Finding> findings;
};

class Importer {
 public:
  Importer(Dataset& dataset, const ImportOptions& options, const ImportHooks& hooks)
      : dataset_(dataset),
        options_(options),
        hooks_(hooks),
        finder_(dataset, options.mirrors),
        reader_(fmt::format("{}, {} MB, {} s, {} MB", options.version, options.limits.memory_mb,
                            options.limits.time.count(), options.limits.output_mb)) {}

  void plan(const manifest::Manifest& manifest);
  void run();
  ImportSummary summary(const std::vector<manifest::Manifest>& manifests);

 private:
  model::Clip known(model::Clip clip, const manifest::Manifest& manifest) const;
  bool has_files(const std::string& clip) const;
  bool is_left_alone(const Pending& pending, const catalog::FailedReading& reading) const;
  void take_next();
  void submit(WorkerPool& pool);
  void collect(WorkerPool& pool);
  void fail(const std::string& clip, model::Finding finding);
  void fail_reading(const InHand& hand, model::Finding finding);
  void finish(InHand hand, model::ClipResult result);
  void start_flush();
  void end_flush();
  void flush();
  void write_rows(const std::vector<Finished>& finished, const std::vector<Failure>& failed);
  void place(const InHand& hand, const model::FrameSet& set) const;

  Dataset& dataset_;
  const ImportOptions& options_;
  const ImportHooks& hooks_;
  ObjectFinder finder_;
  std::string reader_;

  std::vector<Pending> pending_;           ///< sorted, the largest last
  std::deque<InHand> ready_;               ///< brought in, waiting for a worker
  std::map<std::string, InHand> running_;  ///< by clip
  std::vector<Finished> finished_;
  std::vector<Failure> failed_;
  std::vector<Finished> settling_;  ///< going to their place, in a thread: the disk need not keep the workers waiting
  std::future<void> settled_;
  Clock::time_point last_flush_ = Clock::now();
  ImportProgress progress_;
  std::int64_t done_now_ = 0;
  std::int64_t left_alone_ = 0;
  bool stopped_ = false;
};

// With the digest of what its address gave before, where that is here: nothing is brought in twice.
model::Clip Importer::known(model::Clip clip, const manifest::Manifest& manifest) const {
  if (clip.sha256) return clip;
  const auto object = catalog::known_object(dataset_.catalog(), manifest.name, clip);
  if (object && dataset_.objects().has(*object)) clip.sha256 = object;
  return clip;
}

void Importer::plan(const manifest::Manifest& manifest) {
  std::map<std::string, catalog::Work> states;
  for (const catalog::Work& work : catalog::work(dataset_.catalog())) states.emplace(work.clip, work);
  std::map<std::string, catalog::FailedReading> failed;
  if (!options_.retry) {
    for (auto& reading : catalog::failed_readings(dataset_.catalog())) failed.emplace(reading.clip, reading);
  }
  for (const model::Clip& clip : manifest.clips) {
    const catalog::Work& work = states.at(clip.id);
    if (work.state == catalog::State::Done && has_files(clip.id)) continue;
    Pending pending{known(clip, manifest), recipe_for(clip, options_.recipe), {}, 0};
    pending.candidates = finder_.candidates(pending.clip, manifest.path.parent_path());
    std::error_code error;
    if (!pending.candidates.empty()) pending.size = fs::file_size(pending.candidates.front(), error);
    if (error) pending.size = 0;
    const auto reading = failed.find(clip.id);
    if (work.state == catalog::State::Failed && reading != failed.end() && work.reason == reading->second.code &&
        is_left_alone(pending, reading->second)) {
      ++left_alone_;
      continue;
    }
    pending_.push_back(std::move(pending));
  }
  // The largest first, so that no worker is left alone with it at the end. Results do not depend on it.
  std::stable_sort(pending_.begin(), pending_.end(),
                   [](const Pending& a, const Pending& b) { return a.size < b.size; });
}

// A file that was lost is made again.
bool Importer::has_files(const std::string& clip) const {
  const auto row = catalog::find_clip(dataset_.catalog(), clip);
  if (!row || !row->object || !dataset_.objects().has(*row->object)) return false;
  return fs::is_directory(dataset_.folder_of({clip, row->recipe, *row->object, {}, {}, {}}));
}

bool Importer::is_left_alone(const Pending& pending, const catalog::FailedReading& reading) const {
  if (!is_certain(reading.code) && reading.attempts < kMostAttempts) return false;
  return reading.recipe == pending.recipe.digest() && reading.reader == reader_ &&
         finder_.would_bring(reading.object, pending.clip, pending.candidates);
}

void Importer::take_next() {
  Pending pending = std::move(pending_.back());
  pending_.pop_back();
  base::PrivateFolder folder(dataset_.work_folder());
  try {
    auto found = finder_.bring(pending.clip, pending.candidates, folder.path() / "object");
    if (auto* finding = std::get_if<model::Finding>(&found)) return fail(pending.clip.id, std::move(*finding));
    auto& object = std::get<ObjectFinder::Found>(found);
    ready_.push_back({std::move(pending), object.staged, std::move(object.file), std::move(folder), {}});
  } catch (const base::Error& error) {
    // The file is not readable; a disk that is full is everybody's problem, and ends the run.
    if (error.code() == base::Code::Io) throw;
    fail(pending.clip.id, {"object-missing", "clip", pending.clip.id, error.what()});
  }
}

void Importer::submit(WorkerPool& pool) {
  InHand hand = std::move(ready_.front());
  ready_.pop_front();
  hand.output = make_output(hand.folder.path());
  model::ClipJob job;
  job.clip = hand.pending.clip.id;
  const model::Clip& clip = hand.pending.clip;
  job.name = fs::path(clip.path.empty() ? clip.url.substr(0, clip.url.find_first_of("?#")) : clip.path).filename();
  job.recipe = hand.pending.recipe;
  pool.submit(job, hand.file.get(), hand.output.get());
  running_.emplace(job.clip, std::move(hand));
}

void Importer::collect(WorkerPool& pool) {
  for (WorkerPool::Outcome& outcome : pool.wait(Clock::now() + kBatchTime)) {
    auto node = running_.extract(outcome.clip);
    if (!outcome.result) {
      fail_reading(node.mapped(), outcome.failure);
      continue;
    }
    const auto& findings = outcome.result->findings;
    const auto error = std::find_if(findings.begin(), findings.end(), [](const model::Finding& finding) {
      return model::finding_code(finding.code).severity == model::Severity::Error;
    });
    const int output = node.mapped().output.get();
    if (error != findings.end()) {
      if (error->code == "worker-failed") check_room(output, dataset_.work_folder());
      fail_reading(node.mapped(), *error);
      continue;
    }
    try {
      check_output(output, outcome.result->frames);
    } catch (const base::Error& why) {
      fail_reading(node.mapped(), {"worker-crashed", "clip", outcome.clip,
                                   std::string("the worker's answer is false: ") + why.what()});
      continue;
    }
    finish(std::move(node.mapped()), std::move(*outcome.result));
  }
}

void Importer::fail(const std::string& clip, model::Finding finding) {
  failed_.push_back({std::move(finding), std::nullopt});
  ++progress_.done;
  progress_.clip = clip;
  hooks_.progress(progress_);
}

void Importer::fail_reading(const InHand& hand, model::Finding finding) {
  const std::string clip = hand.pending.clip.id;
  const std::string code = finding.code;
  fail(clip, std::move(finding));
  // The disk was to blame.
  if (code == "worker-failed") return;
  failed_.back().reading = {clip, hand.staged.digest, hand.pending.recipe.digest(), reader_, code, 0};
}

void Importer::finish(InHand hand, model::ClipResult result) {
  model::FrameSet set{result.clip, hand.pending.recipe.digest(), hand.staged.digest, std::move(result.claimed),
                      result.seen, std::move(result.frames)};
  ++progress_.done;
  ++done_now_;
  progress_.frames += static_cast<std::int64_t>(set.frames.size());
  progress_.clip = set.clip;
  hand.file.reset();
  finished_.push_back({std::move(hand), std::move(set), std::move(result.findings)});
  hooks_.progress(progress_);
}

void Importer::place(const InHand& hand, const model::FrameSet& set) const {
  dataset_.objects().settle(hand.staged);
  const fs::path from = hand.folder.path() / "frames";
  const fs::path to = dataset_.folder_of(set);
  // What stands there without a row is what a kill left.
  fs::remove_all(to);
  fs::create_directories(to.parent_path());
  if (::rename(from.c_str(), to.c_str()) != 0) base::throw_errno("cannot write", to);
}

// Brings a batch of finished clips to disk, then to its place. Another thread: the disk need not keep workers waiting.
void Importer::start_flush() {
  last_flush_ = Clock::now();
  settling_ = std::exchange(finished_, {});
  if (settling_.empty()) return;
  settled_ = std::async(std::launch::async, [this] {
    for (Finished& finished : settling_) {
      const InHand& hand = finished.hand;
      cut_frames(hand.output.get(), finished.set.frames, hand.pending.recipe.format, hand.folder.path() / "frames");
      finished.hand.output.reset();
    }
    base::sync_file_system(dataset_.folder());
    for (const Finished& finished : settling_) place(finished.hand, finished.set);
  });
}

// Rows follow files, never the other way round.
void Importer::end_flush() {
  if (settled_.valid()) settled_.get();
  write_rows(std::exchange(settling_, {}), std::exchange(failed_, {}));
}

void Importer::flush() {
  end_flush();
  start_flush();
  end_flush();
}

void Importer::write_rows(const std::vector<Finished>& finished_clips, const std::vector<Failure>& failed) {
  if (finished_clips.empty() && failed.empty()) return;
  catalog::Catalog& catalog = dataset_.catalog();
  catalog::Transaction transaction(catalog);
  for (const Finished& finished : finished_clips) {
    catalog::put_object(catalog, finished.hand.staged.digest, finished.hand.staged.size_bytes);
    catalog::set_object(catalog, finished.set.clip, finished.set.object);
    catalog::put_frame_set(catalog, finished.set, finished.findings);
    catalog::set_state(catalog, finished.set.clip, catalog::State::Done);
    catalog::forget_failed_reading(catalog, finished.set.clip);
    replace_media_findings(catalog, finished.set.clip, finished.findings);
  }
  for (const auto& [finding, reading] : failed) {
    if (reading) catalog::put_failed_reading(catalog, *reading);
    catalog::set_state(catalog, finding.id, catalog::State::Failed, finding.code);
    replace_media_findings(catalog, finding.id, {finding});
  }
  transaction.commit();
}

void Importer::run() {
  if (pending_.empty()) return;
  progress_.total = static_cast<std::int64_t>(pending_.size());
  // Clips that nobody has need no worker.
  while (!pending_.empty() && pending_.front().candidates.empty()) {
    std::rotate(pending_.begin(), pending_.begin() + 1, pending_.end());
    take_next();
  }
  std::optional<WorkerPool> pool;
  const auto jobs = std::min<std::int64_t>(options_.jobs, static_cast<std::int64_t>(pending_.size()));
  if (jobs > 0) pool.emplace(options_.worker, static_cast<int>(jobs), options_.limits);
  while (!pending_.empty() || !ready_.empty() || !running_.empty()) {
    stopped_ = hooks_.stop();
    if (stopped_) break;
    while (!pending_.empty() && ready_.size() < static_cast<std::size_t>(jobs)) take_next();
    while (!ready_.empty() && pool->has_free()) submit(*pool);
    if (pool->busy()) collect(*pool);
    if (finished_.size() < kBatchClips && Clock::now() - last_flush_ < kBatchTime) continue;
    end_flush();
    start_flush();
  }
  flush();
}

ImportSummary Importer::summary(const std::vector<manifest::Manifest>& manifests) {
  ImportSummary summary;
  summary.done_now = done_now_;
  summary.frames_now = progress_.frames;
  summary.stopped = stopped_;
  summary.left_alone = left_alone_;
  std::map<std::string, catalog::Work> states;
  for (catalog::Work& work : catalog::work(dataset_.catalog())) states.emplace(work.clip, std::move(work));
  for (const manifest::Manifest& manifest : manifests) {
    for (const model::Clip& clip : manifest.clips) {
      const catalog::Work& work = states.at(clip.id);
      ++summary.clips;
      summary.done += work.state == catalog::State::Done ? 1 : 0;
      if (work.state != catalog::State::Failed) continue;
      for (const auto& row : catalog::findings(dataset_.catalog(), "clip", clip.id)) {
        if (row.finding.code == work.reason) summary.failures.push_back(row.finding);
      }
    }
  }
  std::sort(summary.failures.begin(), summary.failures.end(),
            [](const model::Finding& a, const model::Finding& b) { return a.id < b.id; });
  return summary;
}

}  // namespace

ImportSummary import(Dataset& dataset, const std::vector<manifest::Manifest>& manifests, const ImportOptions& options,
                     const ImportHooks& hooks) {
  Importer importer(dataset, options, hooks);
  std::vector<ManifestChanges> changes = record(dataset, manifests, options.recipe, options.allow_removals);
  for (const manifest::Manifest& manifest : manifests) importer.plan(manifest);
  importer.run();
  link(dataset);
  apply_decisions(dataset);
  mark_stale_splits(dataset.catalog());
  for (const manifest::Manifest& manifest : manifests) write_object_lock(dataset, manifest.name);
  ImportSummary summary = importer.summary(manifests);
  summary.changes = std::move(changes);
  summary.stale_splits = stale_splits(dataset.catalog());
  return summary;
}

}  // namespace curate
