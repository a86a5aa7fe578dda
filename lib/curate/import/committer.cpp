#include "curate/import/committer.h"

#include <fmt/format.h>

#include <utility>

#include "base/error.h"
#include "catalog/clips.h"
#include "catalog/findings.h"
#include "catalog/frame_sets.h"
#include "catalog/work.h"
#include "curate/import/frame_set_findings.h"
#include "curate/workers/frame_files.h"

namespace curate {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kBatchTime{1000};
constexpr std::size_t kBatchClips = 64;

}  // namespace

void Committer::place(const StagedClip& clip, const model::FrameSet& set) const {
  dataset_.objects().settle(clip.staged);
  const fs::path to = dataset_.name_of(dataset_.folder_of(set));
  dataset_.files().make_folders(to.parent_path());
  // A folder in that place was left by a kill or is the same set; it is removed with the private folder.
  dataset_.files().exchange(dataset_.name_of(clip.folder.path()) / "frames", to);
}

void Committer::start() {
  last_ = Clock::now();
  committing_ = std::exchange(finished_, {});
  if (committing_.empty()) return;
  committed_ = std::async(std::launch::async, [this] {
    for (Finished& finished : committing_) {
      const StagedClip& clip = finished.clip;
      finished.damaged =
          cut_frames(clip.output.get(), finished.set.frames, clip.pending.recipe.format, clip.folder.path() / "frames");
      finished.clip.output.reset();
    }
    base::sync_file_system(dataset_.folder());
    for (const Finished& finished : committing_) {
      if (!finished.damaged) place(finished.clip, finished.set);
    }
  });
}

void Committer::end() {
  if (committed_.valid()) committed_.get();
  fail_damaged();
  write_rows();
}

// Frames that differ from their digests are not kept: the worker's answer was wrong.
void Committer::fail_damaged() {
  for (const Finished& finished : committing_) {
    if (!finished.damaged) continue;
    ++damaged_;
    failed_.push_back(
        {{"worker-crashed", "clip", finished.set.clip,
          fmt::format("invalid answer from the worker: checksum mismatch in frame {}", *finished.damaged)},
         std::nullopt});
  }
}

void Committer::commit_some() {
  if (finished_.size() < kBatchClips && Clock::now() - last_ < kBatchTime) return;
  end();
  start();
}

void Committer::commit_all() {
  end();
  start();
  end();
}

void Committer::write_rows() {
  const auto placed = std::exchange(committing_, {});
  const auto failed = std::exchange(failed_, {});
  const auto fetched = std::exchange(fetched_, {});
  if (placed.empty() && failed.empty() && fetched.empty()) return;
  try {
    write(placed, failed, fetched);
  } catch (const base::Error& error) {
    if (error.code() != base::Code::InvalidInput) throw;
    write({}, {}, fetched);
    write_each(placed, failed);
  }
}

// The catalog refuses a row of one of these clips, for which that clip fails.
void Committer::write_each(std::span<const Finished> placed, std::span<const Failure> failed) {
  const auto try_to = [this](const std::string& clip, const auto& work) {
    try {
      work();
    } catch (const base::Error& error) {
      if (error.code() != base::Code::InvalidInput) throw;
      const Failure refused{{"worker-crashed", "clip", clip, "what the worker found cannot be stored"}, std::nullopt};
      write({}, {&refused, 1}, {});
      return false;
    }
    return true;
  };
  for (const Finished& one : placed) damaged_ += try_to(one.set.clip, [&] { write({&one, 1}, {}, {}); }) ? 0 : 1;
  for (const Failure& one : failed) try_to(one.finding.id, [&] { write({}, {&one, 1}, {}); });
}

void Committer::write(std::span<const Finished> placed, std::span<const Failure> failed,
                      std::span<const std::string> fetched) {
  catalog::Catalog& catalog = dataset_.catalog();
  catalog::Transaction transaction(catalog);
  // First, because a fetched clip may be done or failed by now.
  for (const std::string& clip : fetched) catalog::set_state(catalog, clip, catalog::State::Fetched);
  for (const Finished& finished : placed) {
    if (finished.damaged) continue;
    catalog::put_object(catalog, finished.clip.staged.digest, finished.clip.staged.size_bytes);
    catalog::set_object(catalog, finished.set.clip, finished.set.object);
    catalog::put_frame_set(catalog, finished.set, finished.findings);
    catalog::set_state(catalog, finished.set.clip, catalog::State::Done);
    catalog::forget_failed_reading(catalog, finished.set.clip);
    model::Clip entry = finished.clip.pending.clip;
    if (finished.clip.pending.unnamed) entry.sha256.reset();
    put_frame_set_findings(catalog, entry, finished.set.object, finished.findings);
  }
  for (const auto& [finding, reading] : failed) {
    if (reading) catalog::put_failed_reading(catalog, *reading);
    catalog::set_state(catalog, finding.id, catalog::State::Failed, finding.code);
    catalog::put_findings(catalog, model::Origin::Media, "clip", finding.id, {finding});
    catalog::put_findings(catalog, model::Origin::Pictures, "clip", finding.id, {});
  }
  transaction.commit();
}

}  // namespace curate
