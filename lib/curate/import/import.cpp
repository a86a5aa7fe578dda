#include "curate/import/import.h"

#include <fmt/format.h>

#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <utility>

#include "base/error.h"
#include "catalog/findings.h"
#include "catalog/known_row.h"
#include "catalog/work.h"
#include "curate/derive.h"
#include "curate/import/clip_fetcher.h"
#include "curate/import/committer.h"
#include "curate/import/import_plan.h"
#include "curate/import/object_finder.h"
#include "curate/import/object_lock.h"
#include "curate/import/picture_checks.h"
#include "curate/import/record.h"
#include "curate/label/decided_crops.h"
#include "curate/label/decisions.h"
#include "curate/outcomes.h"
#include "curate/privacy/identity_findings.h"
#include "curate/privacy/tag_meaning.h"
#include "curate/split/stale_splits.h"
#include "curate/workers/clip_queue.h"
#include "curate/workers/frame_files.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

/// Clips go from pending_ (or, if downloaded, arrived_) to opened_ to the committer.
class Importer : public ClipWork {
 public:
  Importer(Dataset& dataset, const ImportOptions& options, const ImportHooks& hooks)
      : dataset_(dataset),
        options_(options),
        hooks_(hooks),
        finder_(dataset, options.mirrors, options.follow_links, options.max_file_bytes),
        committer_(dataset),
        reader_(fmt::format("{}, {} MB, {} s, {} MB, {} Mpx", options.version, options.limits.memory_mb,
                            options.limits.time.count(), options.limits.output_mb, options.limits.picture_mpx)) {}

  void run(const std::vector<manifest::Manifest>& manifests);
  ImportSummary summary(const std::vector<manifest::Manifest>& manifests);

 private:
  bool has_next() const override { return !pending_.empty() || !arrived_.empty(); }
  std::optional<OpenedClip> open_next() override;
  void collect(WorkerPool::Outcome outcome) override;
  bool is_downloading() const override { return fetcher_ && fetcher_->waiting() > 0; }
  void receive(std::chrono::milliseconds time) override;
  bool stop() override { return hooks_.stop(); }
  void commit_some() override { committer_.commit_some(); }

  std::optional<StagedClip> take_next();
  std::optional<StagedClip> take_arrived();
  void divide();
  void hand_to_fetcher(Pending pending, model::Finding finding);
  void fail(model::Finding finding);
  void fail_reading(const StagedClip& clip, model::Finding finding);
  void finish(StagedClip clip, model::ClipResult result);

  Dataset& dataset_;
  const ImportOptions& options_;
  const ImportHooks& hooks_;
  ObjectFinder finder_;
  Committer committer_;
  std::optional<ClipFetcher> fetcher_;
  std::string reader_;

  std::vector<Pending> pending_;                           ///< by size, the largest last
  std::deque<std::pair<Pending, fetch::Staged>> arrived_;  ///< downloaded
  std::map<std::string, StagedClip> opened_;               ///< by clip; a worker reads it or will soon
  ImportProgress progress_;
  std::int64_t done_now_ = 0;
  std::int64_t skipped_ = 0;
  bool stopped_ = false;
};

// An unreadable or damaged file fails its clip.
model::Finding unreadable(const model::Clip& clip, const base::Error& error) {
  return {error.code() == base::Code::Corrupt ? "digest-mismatch" : "object-missing", "clip", clip.id, error.what()};
}

std::optional<StagedClip> Importer::take_next() {
  Pending pending = std::move(pending_.back());
  pending_.pop_back();
  base::PrivateFolder folder(dataset_.work_folder());
  model::Finding finding;
  try {
    auto found = finder_.bring(pending.clip, pending.folder, pending.candidates, folder.path() / "object");
    if (auto* object = std::get_if<ObjectFinder::Found>(&found)) {
      return StagedClip{std::move(pending), object->staged, std::move(object->file), std::move(folder), {}};
    }
    finding = std::move(std::get<model::Finding>(found));
  } catch (const base::Error& error) {
    // The file's disk or ours: a full one of ours ends the run.
    if (error.code() == base::Code::Io) check_room(make_output(folder.path()).get(), folder.path());
    finding = unreadable(pending.clip, error);
  }
  hand_to_fetcher(std::move(pending), std::move(finding));
  return std::nullopt;
}

std::optional<StagedClip> Importer::take_arrived() {
  auto [pending, staged] = std::move(arrived_.front());
  arrived_.pop_front();
  try {
    base::Descriptor file = finder_.open_staged(staged);
    return StagedClip{
        std::move(pending), std::move(staged), std::move(file), base::PrivateFolder(dataset_.work_folder()), {}};
  } catch (const base::Error& error) {
    if (error.code() == base::Code::Io) throw;
    fail(unreadable(pending.clip, error));
    return std::nullopt;
  }
}

std::optional<OpenedClip> Importer::open_next() {
  std::optional<StagedClip> clip = arrived_.empty() ? take_next() : take_arrived();
  if (!clip) return std::nullopt;
  clip->output = make_output(clip->folder.path());
  OpenedClip opened{{}, clip->file.get(), clip->output.get()};
  opened.job.clip = clip->pending.clip.id;
  opened.job.name = model::file_name(clip->pending.clip);
  opened.job.recipe = clip->pending.recipe;
  opened_.emplace(opened.job.clip, *std::move(clip));
  return opened;
}

void Importer::collect(WorkerPool::Outcome outcome) {
  auto node = opened_.extract(outcome.clip);
  StagedClip& clip = node.mapped();
  if (!outcome.result) return fail_reading(clip, outcome.failure);
  const int output = clip.output.get();
  if (const model::Finding* error = model::first_error(outcome.result->findings)) {
    if (error->code == "worker-failed") check_room(output, dataset_.work_folder());
    return fail_reading(clip, *error);
  }
  try {
    check_output(output, outcome.result->frames);
  } catch (const base::Error& why) {
    return fail_reading(
        clip, {"worker-crashed", "clip", outcome.clip, std::string("invalid answer from the worker: ") + why.what()});
  }
  for (model::Finding& finding : check_pictures(*outcome.result, LeastWanted{}, clip.pending.recipe)) {
    outcome.result->findings.push_back(std::move(finding));
  }
  if (outcome.result->tags) {
    for (model::Finding& finding : metadata_findings(outcome.clip, *outcome.result->tags))
      outcome.result->findings.push_back(std::move(finding));
  }
  finish(std::move(clip), *std::move(outcome.result));
}

void Importer::fail(model::Finding finding) {
  committer_.add(Failure{std::move(finding), std::nullopt});
  ++progress_.done;
  hooks_.progress(progress_);
}

void Importer::fail_reading(const StagedClip& clip, model::Finding finding) {
  const std::string code = finding.code;
  fail(std::move(finding));
  // The disk failed, not the reading.
  if (code == "worker-failed") return;
  committer_.last_failure().reading = {
      clip.pending.clip.id, clip.staged.digest, clip.pending.recipe.digest(), reader_, code, 0};
}

void Importer::finish(StagedClip clip, model::ClipResult result) {
  model::FrameSet set{result.clip,
                      clip.pending.recipe.digest(),
                      clip.staged.digest,
                      std::move(result.header),
                      result.content,
                      std::move(result.frames),
                      std::move(result.key_packets),
                      std::move(result.sector),
                      std::move(result.overlays),
                      std::move(result.texts),
                      std::nullopt,
                      std::move(result.tags)};
  if (set.texts) set.depth_mm = depth_mm(set.texts->texts);
  ++progress_.done;
  ++done_now_;
  progress_.frames += static_cast<std::int64_t>(set.frames.size());
  clip.file.reset();
  committer_.add(Finished{std::move(clip), std::move(set), std::move(result.findings)});
  hooks_.progress(progress_);
}

// Hands clips that are in no folder to the fetcher, or fails them; neither needs a worker yet.
void Importer::divide() {
  const auto has_file = [](const Pending& pending) { return !pending.candidates.empty(); };
  const auto first = std::stable_partition(pending_.begin(), pending_.end(), has_file);
  std::vector<Pending> absent(std::make_move_iterator(first), std::make_move_iterator(pending_.end()));
  pending_.erase(first, pending_.end());
  for (Pending& pending : absent) {
    model::Finding finding = finder_.missing(pending.clip, pending.folder);
    hand_to_fetcher(std::move(pending), std::move(finding));
  }
  if (fetcher_) fetcher_->start();
}

// Downloads the clip if possible; else it fails with `finding`.
void Importer::hand_to_fetcher(Pending pending, model::Finding finding) {
  if (!options_.fetch || pending.clip.url.empty()) return fail(std::move(finding));
  if (!fetcher_) fetcher_.emplace(dataset_, *options_.fetch);
  fetcher_->add(std::move(pending));
}

void Importer::receive(std::chrono::milliseconds time) {
  for (auto& [pending, what] : fetcher_->take(time)) {
    if (auto* finding = std::get_if<model::Finding>(&what)) {
      fail(std::move(*finding));
      continue;
    }
    auto& staged = std::get<fetch::Staged>(what);
    if (pending.reading && pending.reading->object == staged.digest) {
      ++skipped_;
      ++progress_.done;
      continue;
    }
    committer_.add_fetched(pending.clip.id);
    arrived_.emplace_back(std::move(pending), std::move(staged));
  }
  if (fetcher_->bytes() != progress_.bytes) {
    progress_.bytes = fetcher_->bytes();
    hooks_.progress(progress_);
  }
}

void Importer::run(const std::vector<manifest::Manifest>& manifests) {
  ImportPlan plan = plan_import(
      dataset_, manifests, {options_.recipe, reader_, options_.retry, options_.rebuild_from, options_.only}, finder_);
  pending_ = std::move(plan.pending);
  skipped_ = plan.skipped;
  if (pending_.empty()) return;
  progress_.total = static_cast<std::int64_t>(pending_.size());
  divide();
  const std::size_t work = pending_.size() + (fetcher_ ? fetcher_->waiting() : 0);
  std::optional<ClipQueue> queue;
  if (work > 0) {
    const int jobs = static_cast<int>(std::min(static_cast<std::size_t>(options_.jobs), work));
    WorkerLimits limits = options_.limits;
    limits.read_text = options_.recipe.text > 0;
    stopped_ = !queue.emplace(*this, options_.worker, jobs, limits).run();
  }
  committer_.commit_all();
}

ImportSummary Importer::summary(const std::vector<manifest::Manifest>& manifests) {
  ImportSummary summary;
  summary.done_now = done_now_ - committer_.damaged();
  summary.frames_now = progress_.frames;
  summary.stopped = stopped_;
  summary.skipped = skipped_;
  std::map<std::string, catalog::Work> states;
  for (catalog::Work& work : catalog::work(dataset_.catalog())) states.emplace(work.clip, std::move(work));
  for (const manifest::Manifest& manifest : manifests) {
    for (const model::Clip& clip : manifest.clips) {
      const catalog::Work& work = catalog::known_row(states, clip.id, "clip_state", clip.id);
      ++summary.clips;
      summary.done += work.state == catalog::State::Done ? 1 : 0;
      if (work.state != catalog::State::Failed) continue;
      for (const auto& row : catalog::findings(dataset_.catalog(), "clip", clip.id)) {
        if (row.finding.code == work.reason) summary.failures.push_back(row.finding);
      }
    }
  }
  std::ranges::sort(summary.failures, [](const model::Finding& a, const model::Finding& b) { return a.id < b.id; });
  return summary;
}

}  // namespace

ImportSummary import(Dataset& dataset, const std::vector<manifest::Manifest>& given, const ImportOptions& options,
                     const ImportHooks& hooks) {
  const std::vector<manifest::Manifest> manifests = with_decided_crops(dataset, given);
  Importer importer(dataset, options, hooks);
  std::vector<ManifestChanges> changes = record(dataset, manifests, options.recipe, options.allow_removals);
  importer.run(manifests);
  derive(dataset);
  for (const manifest::Manifest& manifest : manifests) {
    if (options.rebuild_from) continue;
    write_object_lock(dataset, manifest.name);
    write_outcomes(dataset.catalog(), dataset.manifests_folder(), manifest.name);
  }
  ImportSummary summary = importer.summary(manifests);
  summary.changes = std::move(changes);
  summary.stale_splits = stale_splits(dataset.catalog());
  summary.wrong_decisions = open_wrong_decisions(dataset.catalog());
  return summary;
}

}  // namespace curate
